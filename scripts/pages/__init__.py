"""Entries to pages: header for a template plus Markdown. Knows no generator, so any may build them."""

from __future__ import annotations

from scripts.collection import Base, Graph
from scripts.pages.entries import entry_page, redirect_pages
from scripts.pages.listings import facet_pages, kind_pages
from scripts.pages.matrix import matrix_page
from scripts.pages.page import Page, entry_address
from scripts.pages.reference import glossary_page, home_page, legal_page, rule_pages


def all_pages(base: Base) -> list[Page]:
    """Every generated page of the portal, sorted by path."""
    graph = Graph(base)
    pages = [home_page(base), glossary_page(base), legal_page(base, graph), matrix_page(base), *rule_pages(base)]
    pages += kind_pages(base) + facet_pages(base)
    for document in base.on_portal:
        pages.append(entry_page(document, base, graph))
        pages.extend(redirect_pages(document))
    return sorted(pages, key=lambda page: page.path)


__all__ = ["Page", "all_pages", "entry_address"]
