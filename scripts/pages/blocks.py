"""Blocks of an entry's page that are made from its header: results, figures, places, entries and acts it names."""

from __future__ import annotations

import re
from itertools import groupby

from scripts.collection import Base, Numbers
from scripts.model import TECHNOLOGY, Case, Result
from scripts.pages.page import plain
from scripts.papers import FORMATS
from scripts.reading import Document


def results(document: Document, base: Base, numbers: Numbers) -> str:
    """What came of the practice: outcomes first, then coverage, then context."""
    written = document.entry.results
    if not written:
        return "*Результатов с источником пока нет — нет данных, дополните.*"
    blocks = []
    records = base.terms("result_kinds")
    order = {name: place for place, name in enumerate(records)}
    ordered = sorted(written, key=lambda result: order.get(result.kind, len(order)))
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


def indicators(document: Document, base: Base, numbers: Numbers) -> str:
    """The figures of a case as its sources give them."""
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


def places(document: Document, base: Base, numbers: Numbers) -> str:
    """Where the practice works, as its sources say."""
    written = getattr(document.entry, "applied_in", [])
    if document.kind is not TECHNOLOGY:
        return ""
    if not written:
        return "## Где работает { #gde-rabotaet }\n\n*Место применения ни один источник карточки не называет — нет данных, дополните.*"
    rows = []
    for place in written:
        label = plain(base.label("territories", place.territory))
        where = f"[{label}](../../territories/{place.territory}.md)"
        words = f" — {plain(place.place)}" if place.place else ""
        since = f", с {place.since} года" if place.since else ""
        changes = f" Что изменили: {lower_first(plain(place.changes))}" if place.changes else ""
        rows.append(f"- {where}{words}{since}.{numbers.link(place.source)}{changes}")
    return "## Где работает { #gde-rabotaet }\n\n" + "\n".join(rows)


def lower_first(text: str) -> str:
    """The text to stand after a dash; an abbreviation keeps its capitals."""
    return text[:1].lower() + text[1:] if re.match(r"[А-ЯЁ][а-яё]", text) else text


def named_entries(document: Document, base: Base) -> str:
    """Entries of other kinds that the entry names."""
    blocks = []
    for name, title in (("technologies", "Практики"), ("recommendations", "Рекомендации"), ("cases", "Кейсы")):
        found = [base.documents[identifier] for identifier in getattr(document.entry, name, []) if identifier in base.documents]
        rows = [
            f"- [{plain(other.entry.title)}](../{other.kind.folder}/{other.id}.md) — {lower_first(plain(other.entry.summary))}"
            for other in found
            if other.entry.status != "draft"
        ]
        if rows:
            blocks.append(f"## {title} {{ #{_ANCHORS[name]} }}\n\n" + "\n".join(rows))
    return "\n\n".join(blocks)


_ANCHORS = {"technologies": "praktiki", "recommendations": "rekomendacii", "cases": "keysy"}


def forms(document: Document, base: Base) -> str:
    """The papers the entry uses, each with its files."""
    rows = [f"- {form_link(identifier, base)}" for identifier in document.entry.forms if identifier in base.documents]
    return "## Бланки { #blanki }\n\n" + "\n".join(rows) if rows else ""


def form_link(identifier: str, base: Base) -> str:
    """A form by its title with links to its files."""
    form = base.documents[identifier]
    files = ", ".join(f"[{found.suffix.upper()}](../forms/{identifier}.{found.suffix})" for found in FORMATS)
    return f"[{plain(form.entry.title)}](../forms/{identifier}.md) <span class='note'>{files}</span>"


def acts(document: Document, base: Base) -> str:
    """The legal acts the entry stands on."""
    rows = []
    for reference in document.entry.legal:
        act = base.legal.items.get(reference.id)
        if act is None:
            continue
        name = act.shown_name
        article = f", {reference.article}" if reference.article else ""
        why = f" — {reference.why}" if reference.why else ""
        doubt = "" if act.verified else " <span class='note'>реквизиты не сверены</span>"
        rows.append(f"- [{plain(name)}](../../legal.md#{reference.id}){plain(article)}{plain(why)}{doubt}")
    return "## Правовая основа { #pravo }\n\n" + "\n".join(rows) if rows else ""
