"""An entry to its page: the author's text with anchors and citations, and the computed blocks around it."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

from scripts.collection import Base, Graph, Numbers, completeness, due_on, evidence_level, section_markdown
from scripts.model import CASE, TECHNOLOGY, Case, Result, Technology
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


def _referrers(document: Document, graph: Graph) -> list[dict[str, Any]]:
    groups = []
    for title, is_case in (("Кейсы, где это применяли", True), ("Рекомендации по теме", False)):
        rows = [
            {"title": other.entry.title, "url": entry_address(other), "why": other.entry.summary}
            for other in graph.referrers(document.id)
            if (other.kind is CASE) == is_case
        ]
        if rows:
            groups.append({"title": title, "items": rows})
    return groups


def _markdown(document: Document, base: Base) -> str:
    numbers = Numbers(document)
    anchors = {heading.title: heading.anchor for heading in document.kind.headings}
    parts = []
    for section in document.sections():
        parts.append(section_markdown(section, document, numbers))
        if document.kind is TECHNOLOGY and anchors.get(section.title) == "rezultaty":
            parts.append(_results(document, base, numbers))
        if document.kind is CASE and anchors.get(section.title) == "cifry":
            parts.append(_indicators(document, base, numbers))
    parts.append(_places(document, base, numbers))
    parts.append(_named(document, base))
    parts.append(_acts(document, base))
    basis = f"\n\n!!! note \"Что из источников, а что из практики\"\n    {plain(document.entry.basis)}" if document.entry.basis else ""
    parts.append(f"## Источники {{ #istochniki }}\n\n{source_list(document, base)}{basis}")
    return "\n\n".join(part for part in parts if part) + "\n"


def _results(document: Document, base: Base, numbers: Numbers) -> str:
    results = document.entry.results
    if not results:
        return "*Результатов с источником пока нет — нет данных, дополните.*"
    blocks = []
    records = base.terms("result_kinds")
    order = {name: place for place, name in enumerate(records)}
    ordered = sorted(results, key=lambda result: order.get(result.kind, len(order)))
    for kind, group in groupby(ordered, key=lambda result: result.kind):
        label = base.label("result_kinds", kind)
        meaning = plain(records[kind].definition) if kind in records else ""
        rows = "\n".join(f"- {_result(result, numbers)}" for result in group)
        blocks.append(f"**{plain(label[:1].upper() + label[1:])}.** {meaning}\n{{: .result-kind .result-{kind} }}\n\n{rows}")
    return "\n\n".join(blocks)


def _result(result: Result, numbers: Numbers) -> str:
    text = plain(result.text)
    missing = [word for word in (result.period, result.sample) if word and word.casefold() not in result.text.casefold()]
    tail = f" <span class='note'>({plain('; '.join(missing))})</span>" if missing else ""
    return f"{text}{numbers.link(result.source)}{tail}"


def _indicators(document: Document, base: Base, numbers: Numbers) -> str:
    entry = document.entry
    assert isinstance(entry, Case)
    if not entry.indicators:
        return "*Показателей с источником нет.*"
    rows = ["| Показатель | Как в источнике | Что показывает |", "|---|---|---|"]
    for item in entry.indicators:
        note = f"<br><span class='note'>{plain(item.note)}</span>" if item.note else ""
        meaning = [f"**{plain(base.label('result_kinds', item.kind))}**", plain(item.period or "когда — не названо")]
        silent = item.base is None or item.base.rstrip(".") == "не названа"
        meaning.append("база не названа" if silent else f"от чего считали: {plain(item.base or '')}")
        cells = [plain(item.name) + note, f"**{plain(item.shown)}**{numbers.link(item.source)}", "<br>".join(meaning)]
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)


def _places(document: Document, base: Base, numbers: Numbers) -> str:
    places = getattr(document.entry, "applied_in", [])
    if document.kind is not TECHNOLOGY:
        return ""
    if not places:
        return "## Где работает { #gde-rabotaet }\n\n*Место применения ни один источник карточки не называет — нет данных, дополните.*"
    rows = []
    for place in places:
        label = plain(base.label("territories", place.territory))
        where = f"[{label}](../../territories/{place.territory}.md)"
        words = f" — {plain(place.place)}" if place.place else ""
        since = f", с {place.since} года" if place.since else ""
        changes = f" Что изменили: {_lower_first(plain(place.changes))}" if place.changes else ""
        rows.append(f"- {where}{words}{since}.{numbers.link(place.source)}{changes}")
    return "## Где работает { #gde-rabotaet }\n\n" + "\n".join(rows)


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:] if re.match(r"[А-ЯЁ][а-яё]", text) else text


def _named(document: Document, base: Base) -> str:
    """Entries that a case or a recommendation names: practices, then cases."""
    blocks = []
    for name, title in (("technologies", "Практики"), ("cases", "Кейсы")):
        found = [base.documents[identifier] for identifier in getattr(document.entry, name, []) if identifier in base.documents]
        rows = [
            f"- [{plain(other.entry.title)}](../{other.kind.folder}/{other.id}.md) — {_lower_first(plain(other.entry.summary))}"
            for other in found
            if other.entry.status != "draft"
        ]
        if rows:
            anchor = "praktiki" if name == "technologies" else "keysy"
            blocks.append(f"## {title} {{ #{anchor} }}\n\n" + "\n".join(rows))
    return "\n\n".join(blocks)


def _acts(document: Document, base: Base) -> str:
    rows = []
    for reference in document.entry.legal:
        act = base.legal.items.get(reference.id)
        if act is None:
            continue
        number = f" № {act.number}" if act.number else ""
        name = f"{act.kind[:1].upper()}{act.kind[1:]}{number} «{act.title}»"
        article = f", {reference.article}" if reference.article else ""
        why = f" — {reference.why}" if reference.why else ""
        doubt = "" if act.verified else " <span class='note'>реквизиты не сверены</span>"
        rows.append(f"- [{plain(name)}](../../legal.md#{reference.id}){plain(article)}{plain(why)}{doubt}")
    return "## Правовая основа { #pravo }\n\n" + "\n".join(rows) if rows else ""
