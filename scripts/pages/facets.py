"""The facets: by which vocabulary entries are listed, and where those lists stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scripts.collection import Base, evidence_level
from scripts.model import Technology
from scripts.reading import Document


def _of(name: str) -> Callable[[Document], list[str]]:
    def values(document: Document) -> list[str]:
        value = getattr(document.entry, name, [])
        return [value] if isinstance(value, str) else list(value)

    return values


def _evidence(document: Document) -> list[str]:
    return [evidence_level(document.entry)] if isinstance(document.entry, Technology) else []


def _territories(document: Document) -> list[str]:
    places = [place.territory for place in getattr(document.entry, "applied_in", [])]
    return list(dict.fromkeys([*places, *getattr(document.entry, "territories", [])]))


@dataclass(frozen=True)
class Facet:
    """A facet: `folder` is its address on the portal, `of` tells the values of an entry.

    `short` is the word of the passport, `title` the heading of the list of values.
    """

    folder: str
    vocabulary: str
    title: str
    short: str
    of: Callable[[Document], list[str]]


FACETS = (
    Facet("themes", "themes", "Рубрики", "Рубрика", _of("theme")),
    Facet("situations", "situations", "Ситуации", "Ситуации", _of("situations")),
    Facet("target-groups", "target_groups", "Кому помогаем", "Кому", _of("target_groups")),
    Facet("ages", "child_ages", "Возраст ребёнка", "Возраст ребёнка", _of("child_ages")),
    Facet("roles", "roles", "Кто работает", "Кто работает", _of("roles")),
    Facet("sectors", "sectors", "Ведомства и сферы", "Ведомства", _of("sectors")),
    Facet("forms-of-work", "forms_of_work", "Формы работы", "Форма", _of("forms_of_work")),
    Facet("durations", "durations", "Срок для семьи", "Срок", _of("duration")),
    Facet("prevention", "prevention", "Уровень профилактики", "Профилактика", _of("prevention")),
    Facet("evidence", "evidence_levels", "Доказательность", "Доказательность", _evidence),
    Facet("territories", "territories", "Территории", "Территории", _territories),
)
FACET_BY_FOLDER = {facet.folder: facet for facet in FACETS}


def value_address(facet: Facet, value: str) -> str:
    """Address of the list of entries with this value."""
    return f"{facet.folder}/{value}/"


def passport(document: Document, base: Base) -> list[dict]:
    """The facets of an entry as rows: the facet's short name and its values with their addresses."""
    rows = []
    for facet in FACETS:
        values = facet.of(document)
        if values:
            rows.append(
                {
                    "facet": facet.folder,
                    "name": facet.short,
                    "values": [
                        {"id": value, "label": base.label(facet.vocabulary, value), "url": value_address(facet, value)}
                        for value in values
                    ],
                }
            )
    return rows
