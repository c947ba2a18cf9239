"""Reference pages: glossary, legal acts with back-links, rules of the checker, and the home page."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from scripts.checks import rules
from scripts.collection import Base, Graph
from scripts.model import KINDS, LegalAct
from scripts.pages.facets import FACET_BY_FOLDER
from scripts.pages.listings import row
from scripts.pages.page import Page, entry_address, link_target, plain


def glossary_page(base: Base) -> Page:
    """Terms by letter; colloquial words are for search only and are not shown."""
    letters: dict[str, list[dict[str, Any]]] = defaultdict(list)
    items = base.glossary.items
    for identifier, term in sorted(items.items(), key=lambda pair: _sort_key(pair[1].term)):
        also = [*term.abbr, *term.ambiguous_abbr, *term.synonyms]
        near = [{"term": items[other].term, "id": other} for other in dict.fromkeys([*term.broader, *term.related]) if other in items]
        letters[_sort_key(term.term)[:1].upper()].append(
            {"id": identifier, "term": term.term, "definition": term.definition, "also": also, "near": near}
        )
    meta = {
        "template": "glossary.html",
        "title": "Словарь",
        "lead": "Слова этой работы простыми фразами: сокращения, синонимы, близкие понятия.",
        "letters": [{"letter": letter, "terms": terms} for letter, terms in letters.items()],
        "total": len(items),
    }
    return Page("glossary.md", meta, source="practices/glossary.yml")


def _sort_key(text: str) -> str:
    # ё sorts after я by its code, people look for it at е
    return (text.casefold().lstrip("«\"") or text).replace("ё", "е")


def legal_page(base: Base, graph: Graph) -> Page:
    """Acts by level and kind, each with an anchor and the entries that stand on it. Markdown, so links are checked."""
    levels: dict[str, list[str]] = defaultdict(list)
    for identifier, act in base.legal.items.items():
        levels[act.level].append(_act(identifier, act, base, graph))
    intro = (
        "Акты, на которые опираются карточки, и что каждый из них значит для дела. "
        "Это не юридическая консультация: действующую редакцию сверяйте на официальном портале правовой информации."
    )
    parts = [intro]
    for level, acts in levels.items():
        parts.append(f"## {plain(level[:1].upper() + level[1:])} уровень" if level in ("федеральный", "международный") else f"## {plain(level[:1].upper() + level[1:])}")
        parts.extend(acts)
    meta = {"template": "text.html", "title": "Правовые акты", "description": intro, "total": len(base.legal.items)}
    return Page("legal.md", meta, "\n\n".join(parts) + "\n", "practices/legal.yml")


def _act(identifier: str, act: LegalAct, base: Base, graph: Graph) -> str:
    number = f" № {act.number}" if act.number else ""
    date = f" от {_day(act.date)}" if act.date else ""
    heading = f"### {plain(act.kind[:1].upper() + act.kind[1:])}{plain(date)}{plain(number)} «{plain(act.title)}» {{ #{identifier} }}"
    doubt = "реквизиты увидены в документе или его выдержке" if act.verified else "реквизиты не сверены"
    facts = [f"**О чём:** {plain(act.governs)}."]
    if act.asks:
        facts.append(f"**Что делать специалисту:** {plain(act.asks)}.")
    facts += [f"**Действует:** {plain(act.in_force)}.", f"**Сверка:** {doubt}."]
    if act.issuer:
        facts.append(f"**Кто принял:** {plain(act.issuer)}.")
    if act.note:
        facts.append(f"**Оговорка:** {plain(act.note)}.")
    if act.replaced_by in base.legal.items:  # while serving, the other act may be spoiled
        facts.append(f"**Заменён:** [{plain(base.legal.items[act.replaced_by].title)}](#{act.replaced_by}).")
    if act.source_url:
        facts.append(f"[Где увидено]({link_target(act.source_url)}).")
    lines = [heading, " ".join(facts)]
    used = [
        f"- [{plain(document.entry.title)}]({entry_address(document).rstrip('/')}.md)"
        + (f" — {plain(reference.article)}" if reference.article else "")
        + (f": {plain(reference.why)}" if reference.why else "")
        for document, reference in graph.act_referrers(identifier)
    ]
    if used:
        lines.append("Опираются на этот акт:\n\n" + "\n".join(used))
    return "\n\n".join(lines)


def _day(date: str) -> str:
    parts = date.split("-")
    return ".".join(reversed(parts)) if len(parts) == 3 else f"{date} года"


def rule_pages(base: Base) -> list[Page]:
    """The rules of the checker: an index and a page per code."""
    index = []
    pages = []
    for code, rule in rules().items():
        example = f"\n\n## Пример\n\n```yaml\n{rule.example.rstrip()}\n```" if rule.example else ""
        text = f"## Зачем это правило\n\n{rule.why}\n\n## Как исправить\n\n{rule.fix}{example}\n"
        title = f"{code}. {rule.title}"
        meta = {"template": "text.html", "title": title, "description": rule.title}
        pages.append(Page(f"rules/{code.lower()}.md", meta, text))
        index.append(f"- [**{code}**]({code.lower()}.md) — {rule.title[:1].lower()}{rule.title[1:]}")
    intro = (
        "Программа `praktiki check` читает каждую карточку и показывает все замечания сразу: файл, строку, код и что сделать. "
        "Здесь каждый код объяснён подробно."
    )
    meta = {"template": "text.html", "title": "Правила проверки", "description": intro}
    pages.append(Page("rules/index.md", meta, intro + "\n\n" + "\n".join(index) + "\n"))
    return pages


def home_page(base: Base) -> Page:
    """The home page: search, situations, doors, counters."""
    used = {value for document in base.published for value in FACET_BY_FOLDER["situations"].of(document)}
    groups = []
    for group, term in base.terms("situation_groups").items():
        cells = [
            {"label": situation.label, "url": f"situations/{identifier}/"}
            for identifier, situation in base.terms("situations").items()
            if situation.group == group and identifier in used
        ]
        if cells:
            groups.append({"id": group, "title": term.label, "cells": cells})
    counts = {kind.folder: len(base.of_kind(kind)) for kind in KINDS}
    dates = {document.entry.reviewed or document.entry.compiled for document in base.published}
    newest = sorted(base.published, key=lambda document: (document.entry.reviewed or document.entry.compiled, document.id), reverse=True)
    meta = {
        "template": "home.html",
        "title": "Практики рядом",
        "description": "Открытая база практик, которые помогают сохранить ребёнка в семье: что делать, с какой бумагой и когда не делать.",
        "groups": groups,
        "counts": counts,
        "doors": [
            {"title": kind.plural, "url": f"practices/{kind.folder}/", "count": counts[kind.folder]}
            for kind in KINDS
        ],
        "glossary": len(base.glossary.items),
        "legal": len(base.legal.items),
        # Of entries of one day none is new.
        "newest": [row(document, base) for document in newest[:5]] if len(dates) > 1 else [],
    }
    return Page("index.md", meta)
