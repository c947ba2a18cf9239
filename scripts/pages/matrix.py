"""Which practice works in which district of the home region: one table, practices by theme, districts across."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from scripts.collection import Base
from scripts.model import CASE, TECHNOLOGY, Case, Technology
from scripts.pages.facets import FACET_BY_FOLDER, value_address
from scripts.pages.page import Page, entry_address

def matrix_page(base: Base) -> Page:
    """Only what a card's source, or a case there, names; an empty cell means «нет сведений», never «не работает»."""
    home = base.home_territories
    by_case: dict[str, set[str]] = defaultdict(set)
    for case in base.of_kind(CASE):
        assert isinstance(case.entry, Case)
        for practice in case.entry.technologies:
            by_case[practice].update(place for place in case.entry.territories if place in home)
    places = {
        card.id: {place.territory for place in card.entry.applied_in if place.territory in home}
        for card in base.of_kind(TECHNOLOGY)
        if isinstance(card.entry, Technology)
    }
    named = {card: found | by_case[card] for card, found in places.items()}
    columns = [identifier for identifier in home if any(identifier in found for found in named.values())]

    def cell(card: str, column: str) -> str:
        return "card" if column in places[card] else "case" if column in by_case[card] else ""

    groups: list[dict[str, Any]] = []
    for theme, term in base.terms("themes").items():
        rows = [
            {"title": card.entry.title, "url": entry_address(card), "cells": [cell(card.id, column) for column in columns]}
            for card in base.of_kind(TECHNOLOGY)
            if card.entry.theme == theme and named[card.id]
        ]
        if rows:
            groups.append({"title": term.label, "rows": rows})
    territories = FACET_BY_FOLDER["territories"]
    meta = {
        "template": "matrix.html",
        "title": "Что где работает в Новосибирской области",
        "description": "Практика и район или город, где она работает, если это говорит источник карточки.",
        "columns": [
            {
                "label": base.label("territories", column),
                "url": value_address(territories, column),
                "count": sum(column in found for found in named.values()),
            }
            for column in columns
        ],
        "groups": groups,
        "total": sum(bool(found) for found in named.values()),
        "silent": [base.label("territories", identifier) for identifier in home if identifier not in columns],
    }
    return Page("matrix.md", meta)
