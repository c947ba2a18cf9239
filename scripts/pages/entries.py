"""An entry to its page: the author's text with anchors and citations, and the computed blocks around it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from scripts.collection import Base, Graph, Numbers, completeness, due_on, evidence_level, section_markdown
from scripts.model import CASE, FORM, KIT, RECOMMENDATION, ROUTE, TECHNOLOGY, Case, Form, Route, Technology
from scripts.pages import blocks, tools
from scripts.pages.citations import source_list
from scripts.pages.facets import passport
from scripts.pages.first_screen import facts, first_warning, jumps, story
from scripts.pages.page import Page, date_in_words, entry_address, entry_path, plain
from scripts.reading import Document


def entry_page(document: Document, base: Base, graph: Graph) -> Page:
    """The page of one entry; a withdrawn entry keeps its address and says why it is gone."""
    entry = document.entry
    if entry.status == "withdrawn":
        meta = _frame(document, base) | {"withdrawn": entry.withdrawn_reason}
        return Page(entry_path(document), meta, "", document.path)
    meta = _frame(document, base) | {
        "links": _links(document, base, graph),
        "referrers": _referrers(document, graph),
        "expert_check": [base.label("expert_checks", value) for value in entry.expert_check],
        "facts": facts(document, base),
        "jumps": jumps(document),
    }
    if isinstance(entry, Technology):
        meta |= _technology_facts(document, base)
    if isinstance(entry, Case):
        meta["story"] = story(entry)
    if isinstance(entry, Form):
        meta["downloads"] = tools.downloads(document)
    if isinstance(entry, Route):
        meta["stop_rule"] = entry.stop_rule
    return Page(entry_path(document), meta, _markdown(document, base), document.path)


def redirect_pages(document: Document) -> list[Page]:
    """A page at each former address that leads to the present one."""
    return [
        Page(entry_path(document, old), {"template": "redirect.html", "title": document.entry.title, "to": entry_address(document)})
        for old in document.entry.former_ids
    ]


def _frame(document: Document, base: Base) -> dict[str, Any]:
    entry = document.entry
    due = due_on(document)
    return {
        "template": "entry.html",
        "title": entry.title,
        "description": entry.summary,
        "source": document.path,
        "kind": document.kind.id,
        "kind_label": document.kind.label,
        "address": entry_address(document),
        "aliases": entry.aliases,
        "passport": passport(document, base),
        "compiled": date_in_words(entry.compiled),
        "reviewed": date_in_words(entry.reviewed) if entry.reviewed else None,
        "reviewed_by": entry.reviewed_by,
        # The page compares this day with the reader's own, so it turns overdue by itself.
        "due": due.isoformat(),
        "due_words": date_in_words(due),
        "year": (entry.reviewed or entry.compiled).year,
    }


def _technology_facts(document: Document, base: Base) -> dict[str, Any]:
    entry = document.entry
    level = evidence_level(entry)
    complete = completeness(document)
    return {
        "warning": first_warning(document),
        "evidence": {
            "id": level,
            "label": base.label("evidence_levels", level),
            "reason": entry.evidence_reason,
        },
        "complete": {"filled": complete.filled, "total": complete.total, "missing": complete.missing_words()},
        "ratings": [
            {"register": rating.register_name, "grade": rating.grade, "date": rating.date, "url": rating.url}
            for rating in entry.external_ratings
        ],
    }


def _links(document: Document, base: Base, graph: Graph) -> list[dict[str, Any]]:
    words = {
        "before": "Что обычно идёт раньше",
        "after": "Что дальше",
        "with": "Что делают вместе с этим",
        "instead": "Другой путь к той же цели",
    }
    links = graph.links(document.id)
    return [
        {
            "type": relation_type,
            "title": words.get(relation_type, base.label("relation_types", relation_type)),
            "items": [
                {"title": link.other.entry.title, "url": entry_address(link.other), "why": link.why} for link in group
            ],
        }
        for relation_type, group in groupby(links, key=lambda link: link.type)
    ]


_REFERRERS = (
    (TECHNOLOGY, "Практики, где это нужно"),
    (ROUTE, "Маршруты с этим шагом"),
    (RECOMMENDATION, "Рекомендации по теме"),
    (CASE, "Кейсы, где это применяли"),
    (KIT, "Где этому учат"),
)


def _referrers(document: Document, graph: Graph) -> list[dict[str, Any]]:
    groups = []
    for kind, title in _REFERRERS:
        rows = [
            {"title": other.entry.title, "url": entry_address(other), "why": other.entry.summary}
            for other in graph.referrers(document.id)
            if other.kind is kind
        ]
        if rows:
            groups.append({"title": title, "items": rows})
    return groups


# Made blocks that belong right under a section of the author's text: (kind, anchor of the section) -> block.
_UNDER_SECTION = {
    (TECHNOLOGY, "rezultaty"): blocks.results,
    (CASE, "cifry"): blocks.indicators,
}
# Made blocks that open or close the author's text.
_ABOVE_TEXT = {ROUTE: tools.route_steps, KIT: tools.kit_plan}
_BELOW_TEXT = {FORM: tools.sheet, KIT: tools.kit_quiz}


def _markdown(document: Document, base: Base) -> str:
    kind, numbers = document.kind, Numbers(document)
    anchors = {heading.title: heading.anchor for heading in kind.headings}
    parts = [_ABOVE_TEXT[kind](document, base)] if kind in _ABOVE_TEXT else []
    for section in document.sections():
        parts.append(section_markdown(section, document, numbers))
        under = _UNDER_SECTION.get((kind, anchors.get(section.title, "")))
        if under:
            parts.append(under(document, base, numbers))
    if kind in _BELOW_TEXT:
        parts.append(_BELOW_TEXT[kind](document, base))
    parts += [
        blocks.places(document, base, numbers),
        blocks.forms(document, base),
        blocks.named_entries(document, base),
        blocks.acts(document, base),
        _sources(document, base),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _sources(document: Document, base: Base) -> str:
    basis = f"!!! note \"Что из источников, а что из практики\"\n    {plain(document.entry.basis)}" if document.entry.basis else ""
    listed = f"## Источники {{ #istochniki }}\n\n{source_list(document, base)}" if document.entry.sources else ""
    return "\n\n".join(part for part in (listed, basis) if part)
