"""What is computed from an entry and never written into it: evidence, completeness, when it is due again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from scripts.model import Technology
from scripts.reading import Document

REREAD_MONTHS = 24  # every entry is read again two years after it was compiled or reviewed

# TIDieR, Hoffmann et al., BMJ 2014;348:g1687: the twelve items, in our words.
TIDIER_ITEMS = {
    1: "название и одна фраза о сути",
    2: "почему это работает",
    3: "материалы и бумаги",
    4: "порядок работы",
    5: "кто проводит",
    6: "форма работы",
    7: "где проводят",
    8: "когда и сколько",
    9: "подстройка под условия",
    10: "что меняли при переносе",
    11: "как проверить качество",
    12: "что получилось на деле",
}


@dataclass(frozen=True)
class Completeness:
    """How much of TIDieR a practice card answers."""

    filled: int
    missing: tuple[int, ...]

    @property
    def total(self) -> int:
        """Number of items."""
        return len(TIDIER_ITEMS)

    def missing_words(self) -> list[str]:
        """What is missing, in words."""
        return [TIDIER_ITEMS[item] for item in self.missing]


def evidence_level(entry: Technology) -> str:
    """Id of the evidence level: the author's override, else the published rule.

    A comparison study among the sources -> исследование; a measured outcome -> оценка;
    a named place -> опыт; none of these -> описание.
    """
    if entry.evidence:
        return entry.evidence
    if any(source.kind == "study" for source in entry.sources):
        return "issledovanie"
    if any(result.kind == "effect" for result in entry.results):
        return "ocenka"
    return "opyt" if entry.applied_in else "opisanie"


def completeness(document: Document) -> Completeness:
    """Which TIDieR items the card answers. A section counts when it says something (T04 keeps it so)."""
    entry = document.entry
    assert isinstance(entry, Technology)
    texts = {section.title: section.text for section in document.sections()}
    filled = {1, 6} if entry.forms_of_work else {1}
    for heading in document.kind.headings:
        if texts.get(heading.title, "").strip():
            filled.update(heading.tidier)
    needs = texts.get("Что понадобится", "")
    answered_elsewhere = {
        3: "**Материалы:**" in needs,
        7: "**Где:**" in needs,
        10: any(place.changes for place in entry.applied_in),
        12: bool(entry.results),
    }
    filled = {item for item in filled | set(answered_elsewhere) if answered_elsewhere.get(item, True)}
    missing = tuple(item for item in TIDIER_ITEMS if item not in filled)
    return Completeness(len(filled), missing)


def due_on(document: Document) -> dt.date:
    """The day the entry should have been read again: 24 months after its later date."""
    entry = document.entry
    last = max(entry.compiled, entry.reviewed or entry.compiled)
    year, month = divmod(last.year * 12 + last.month - 1 + REREAD_MONTHS, 12)
    return dt.date(year, month + 1, min(last.day, 28))
