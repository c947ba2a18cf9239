"""The first screen of an entry on a phone: for whom, when not, and the buttons to what one came for."""

from __future__ import annotations

import re

from scripts.collection import Base
from scripts.model import FORM, TECHNOLOGY, Case, Form, Kit
from scripts.reading import Document

WARNING_LENGTH = 150  # characters: more would push the steps off the first screen of a phone

# What a reader looks for first on each kind of page: (anchor, the word on the button).
_JUMPS = {
    "technology": (("poryadok", "Порядок работы"), ("kogda", "Когда применять"), ("chto-nuzhno", "Что понадобится"), ("istochniki", "Источники")),
    "case": (("chto-sdelali", "Что сделали"), ("cifry", "Цифры"), ("neyasno", "Что неясно"), ("vzyat-sebe", "Что взять себе")),
    "form": (("sam-blank", "Сам бланк"), ("kak-zapolnyat", "Как заполнять"), ("chego-ne-pisat", "Чего не писать"), ("hranenie", "Хранение")),
    "route": (("shagi", "Шаги"), ("pervyj-den", "Первый день"), ("sryv", "Где срывается"), ("konec", "Чем заканчивается")),
    "kit": (("plan", "План"), ("sluchaj", "Учебный случай"), ("test", "Проверьте себя"), ("razdatochnyj-list", "Раздаточный лист")),
    "recommendation": (("chto-delat", "Что делать"), ("chego-izbegat", "Чего избегать"), ("bumagi", "Бумаги"), ("istochniki", "Источники")),
}


# Sections made from the header: they are always there.
_MADE = {"istochniki", "sam-blank", "shagi", "plan", "test"}


def jumps(document: Document) -> list[dict[str, str]]:
    """The buttons of the first screen; a section that is not written has none."""
    return [
        {"anchor": anchor, "title": title}
        for anchor, title in _JUMPS[document.kind.id]
        if anchor in _MADE or document.section(anchor)
    ]


def facts(document: Document, base: Base) -> list[dict[str, str]]:
    """For whom, in words, for the first screen of a phone."""
    entry = document.entry
    rows = (("Кому", "target_groups", "target_groups"), ("Возраст ребёнка", "child_ages", "child_ages"), ("Для кого" if document.kind is not FORM else "Заполняет", "roles", "roles"))
    rows_shown = [
        {"name": name, "text": "; ".join(base.label(vocabulary, value) for value in getattr(entry, field))}
        for name, field, vocabulary in rows
        if getattr(entry, field, None) and not (name == "Для кого" and document.kind is TECHNOLOGY)
    ]
    if isinstance(entry, Case):
        places = "; ".join(base.label("territories", value) for value in entry.territories)
        rows_shown = [{"name": "Что это", "text": entry.case_kind}, {"name": "Где", "text": places}, {"name": "Когда", "text": entry.period}]
    if isinstance(entry, Form):
        standing = base.label("form_standings", entry.standing)
        rows_shown += [{"name": "Когда", "text": entry.filled_when}, {"name": "Хранить", "text": entry.kept}, {"name": "По закону", "text": standing}]
    if isinstance(entry, Kit):
        rows_shown += [{"name": "Для кого", "text": entry.audience}, {"name": "Сколько", "text": f"{entry.minutes} минут"}]
    return rows_shown


def story(entry: Case) -> list[dict[str, str]]:
    """Where, who began and who took part: rows of a case's passport."""
    rows = [("Места", "; ".join(entry.places)), ("Кто начал", entry.initiator), ("Участники", "; ".join(entry.participants))]
    return [{"name": name, "text": text} for name, text in rows if text]


def first_warning(document: Document) -> str | None:
    """The most dangerous limit, which the author put first, as plain text."""
    section = document.section("kogda-ne")
    if section is None:
        return None
    item = re.search(r"^\s*[-*] (.+?)(?=\n\s*[-*] |\n\n|\Z)", section.text.strip(), re.MULTILINE | re.DOTALL)
    text = item[1] if item else section.text.strip().split("\n\n")[0]
    text = re.sub(r"\[@[\w-]+\]|[*_`]", "", re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text))
    sentences = re.split(r"(?<=[.!?:]) (?=[А-ЯЁ«])", re.sub(r"\s+", " ", text).replace(" .", ".").strip())
    warning = sentences[0]
    for sentence in sentences[1:]:
        if len(warning) + len(sentence) > WARNING_LENGTH:
            break
        warning += f" {sentence}"
    return warning
