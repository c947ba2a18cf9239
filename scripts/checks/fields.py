"""Values that must come from a vocabulary, dates that must agree, fields that need one another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from rapidfuzz import fuzz, process, utils

from scripts.collection import Base
from scripts.model import KINDS, InVocabulary, Problem, Technology, marked, vocabularies_of
from scripts.reading import Document, Records


def nearest(written: str, records: Records) -> str:
    """«возможно, вы имели в виду …» for an id nobody knows; compares with ids, labels and synonyms."""
    names = {}
    for identifier, record in records.items.items():
        names[identifier] = identifier
        for name in (getattr(record, "label", ""), getattr(record, "title", ""), *getattr(record, "synonyms", ())):
            names.setdefault(name, identifier)
    found = process.extractOne(written, list(names), scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=70)
    return f"возможно, вы имели в виду `{names[found[0]]}`" if found else f"список — в {records.path}"


def known_values(document: Document, base: Base) -> Iterator[Problem]:
    """Every value marked with a vocabulary stands in that vocabulary."""
    for location, mark, value in marked(document.entry, InVocabulary):
        records = base.vocabularies.get(mark.name)
        if records is None or records.names(value):  # what is wrong with a vocabulary is said once, there
            continue
        text = f"{location[0]}: в словаре {mark.name} нет `{value}`"
        yield Problem(document.path, document.line_of(*location), "V01", text, nearest(value, records))


def vocabularies_are_there(base: Base) -> Iterator[Problem]:
    """Every vocabulary the model or a page relies on has its file."""
    relied_on = {"situation_groups", "evidence_levels"}.union(*(vocabularies_of(kind.model) for kind in KINDS))
    for name in sorted(relied_on - base.vocabularies.keys()):
        path = f"practices/vocabularies/{name}.yml"
        yield Problem(path, 1, "F01", "файла нет", "верните словарь: без него карточки не проверить")


def no_repeats(document: Document, base: Base) -> Iterator[Problem]:
    """A list names each value once."""
    for name in type(document.entry).model_fields:
        value = getattr(document.entry, name)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            continue
        for index, item in enumerate(value):
            if item.casefold() in (earlier.casefold() for earlier in value[:index]):
                line = document.line_of(name, index)
                yield Problem(document.path, line, "V02", f"{name}: `{item}` записано дважды", "сотрите повтор")


def any_age_alone(document: Document, base: Base) -> Iterator[Problem]:
    """`any` means that age does not matter, so no other age stands beside it."""
    entry = document.entry
    if isinstance(entry, Technology) and "any" in entry.child_ages and len(entry.child_ages) > 1:
        line = document.line_of("child_ages")
        yield Problem(document.path, line, "V03", "child_ages: `any` стоит вместе с другими", "оставьте либо `any`, либо возрасты")


def dates_agree(document: Document, base: Base) -> Iterator[Problem]:
    """Nothing is compiled or reviewed in the future; a review has both its date and the reviewer's role."""
    entry = document.entry
    tomorrow = dt.date.today() + dt.timedelta(days=1)  # a day of grace for time zones
    for name in ("compiled", "reviewed"):
        date = getattr(entry, name)
        if date and date > tomorrow:
            yield Problem(document.path, document.line_of(name), "P11", f"{name}: дата {date} ещё не наступила", "проверьте год и месяц")
    if bool(entry.reviewed) != bool(entry.reviewed_by):
        absent = "reviewed_by" if entry.reviewed else "reviewed"
        present = "reviewed" if entry.reviewed else "reviewed_by"
        fix = f"допишите `{absent}` или сотрите `{present}`: проверка — это дата и роль эксперта"
        yield Problem(document.path, document.line_of(present), "P12", f"есть `{present}`, но нет `{absent}`", fix)


def reasons_given(document: Document, base: Base) -> Iterator[Problem]:
    """An override of the evidence level and a withdrawal say why."""
    entry = document.entry
    if isinstance(entry, Technology) and entry.evidence and not entry.evidence_reason:
        line = document.line_of("evidence")
        yield Problem(document.path, line, "P13", "уровень `evidence` поставлен вручную без причины", "объясните в `evidence_reason` или сотрите поле")
    if entry.status == "withdrawn" and not entry.withdrawn_reason:
        line = document.line_of("status")
        yield Problem(document.path, line, "P14", "запись отозвана, но не сказано почему", "заполните `withdrawn_reason`: почему и чем заменить")
