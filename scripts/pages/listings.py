"""Lists of entries: all of a kind, all with a facet's value, and the index of each facet. Readable without JavaScript."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from scripts.collection import Base, evidence_level
from scripts.model import (
    CASE,
    FORM,
    KINDS,
    KIT,
    RECOMMENDATION,
    ROUTE,
    TECHNOLOGY,
    Kind,
    Situation,
    Technology,
    Territory,
)
from scripts.pages.facets import FACETS, Facet, value_address
from scripts.pages.page import Page, entry_address
from scripts.reading import Document

_KIND_INTRO = {
    "technology": "Что делать с семьёй в трудной ситуации: порядок, бумаги, границы применения, источники.",
    "case": "Где и как это делали: решения, цифры с источниками и то, что осталось неясным.",
    "recommendation": "Как выполнить рабочую задачу по шагам — от сигнала до закрытия случая.",
    "form": "Бумаги, которые называют карточки: посмотреть, скачать в Word или LibreOffice, заполнить и напечатать.",
    "route": "Какие практики и в каком порядке нужны в типичной ситуации, с чего начать и когда остановиться.",
    "kit": "Готовые занятия для специалистов: план по минутам, вымышленный случай, вопросы, раздаточный лист.",
}

# What to do first, then how, with which paper, who has done it, and where it is taught.
_ORDER = (ROUTE, TECHNOLOGY, RECOMMENDATION, FORM, CASE, KIT)


def row(document: Document, base: Base) -> dict[str, Any]:
    """An entry as a line of a list."""
    entry = document.entry
    level = evidence_level(entry) if isinstance(entry, Technology) else None
    return {
        "title": entry.title,
        "url": entry_address(document),
        "summary": entry.summary,
        "kind": document.kind.id,
        "kind_label": document.kind.label,
        "evidence": {"id": level, "label": base.label("evidence_levels", level)} if level else None,
    }


def kind_pages(base: Base) -> list[Page]:
    """One list per kind, grouped by theme in the order of the vocabulary."""
    return [_kind_page(kind, base) for kind in KINDS]


def _kind_page(kind: Kind, base: Base) -> Page:
    by_theme: dict[str, list[Document]] = defaultdict(list)
    for document in base.of_kind(kind):
        by_theme[document.entry.theme].append(document)
    groups = [
        {"id": theme, "title": term.label, "note": term.definition, "rows": [row(document, base) for document in by_theme[theme]]}
        for theme, term in base.terms("themes").items()
        if by_theme[theme]
    ]
    meta = {
        "template": "list.html",
        "title": kind.plural,
        "lead": _KIND_INTRO[kind.id],
        "groups": groups,
        "total": sum(len(group["rows"]) for group in groups),
    }
    return Page(f"practices/{kind.folder}/index.md", meta)


def facet_pages(base: Base) -> list[Page]:
    """For every facet: an index of its values, and a list of entries for every value in use."""
    pages = []
    for facet in FACETS:
        used = _used(facet, base)
        pages.append(_facet_index(facet, used, base))
        pages.extend(_value_page(facet, value, documents, base) for value, documents in used.items())
    return pages


def _used(facet: Facet, base: Base) -> dict[str, list[Document]]:
    """Values in use, in the order of the vocabulary, with their entries by kind and title.

    A territory also lists what stands under its parts, so a region shows its districts' entries.
    """
    found: dict[str, list[Document]] = defaultdict(list)
    for kind in KINDS:
        for document in base.of_kind(kind):
            values = set(facet.of(document))
            if facet.folder == "territories":
                values |= {parent for value in values for parent in _parents(value, base)}
            for value in values:
                found[value].append(document)
    if facet.folder == "situations":  # an entry that names the situation first was written for it
        for value, documents in found.items():
            documents.sort(key=lambda document: document.entry.situations.index(value))
    return {value: found[value] for value in base.terms(facet.vocabulary) if found[value]}


def _parents(territory: str, base: Base) -> list[str]:
    """Larger territories, the country left out: a list of everything would help nobody."""
    chain, items = [], base.terms("territories")
    while territory in items and len(chain) < 10:
        parent = items[territory].parent
        if parent is None or items.get(parent) is None or items[parent].parent is None:
            break
        chain.append(parent)
        territory = parent
    return chain


def _facet_index(facet: Facet, used: dict[str, list[Document]], base: Base) -> Page:
    terms = base.terms(facet.vocabulary)
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for value, documents in used.items():
        term = terms[value]
        cell = {"label": term.label, "note": term.definition, "url": value_address(facet, value), "count": len(documents)}
        groups[_group_of(facet, value, base)].append(cell)
    if facet.folder == "territories":  # nearest first: the base began in one region
        groups = {title: groups[title] for title in ("Новосибирская область", "Другие регионы", "Вся страна и другие страны") if title in groups}
    meta = {
        "template": "facet.html",
        "title": facet.title,
        "facet": facet.folder,
        "groups": [{"title": title, "cells": cells} for title, cells in groups.items()],
    }
    return Page(f"{facet.folder}/index.md", meta)


def _group_of(facet: Facet, value: str, base: Base) -> str:
    term = base.terms(facet.vocabulary)[value]
    if isinstance(term, Situation):
        return base.label("situation_groups", term.group)
    if isinstance(term, Territory):
        if term.parent == "novosibirskaya-oblast" or value == "novosibirskaya-oblast":
            return "Новосибирская область"
        return "Вся страна и другие страны" if term.parent is None else "Другие регионы"
    return ""


def _value_page(facet: Facet, value: str, documents: list[Document], base: Base) -> Page:
    term = base.terms(facet.vocabulary)[value]
    groups = [
        {"id": kind.folder, "title": kind.plural, "rows": [row(document, base) for document in documents if document.kind is kind]}
        for kind in _ORDER
    ]
    groups = [group for group in groups if group["rows"]]
    meta = {
        "template": "list.html",
        "title": term.label[:1].upper() + term.label[1:],
        "description": term.definition,
        "lead": term.definition,
        "urgent": value == "rebenok-v-opasnosti",
        "groups": groups,
        "total": len(documents),
    }
    return Page(f"{facet.folder}/{value}.md", meta)
