"""The numbered list of sources that the citations of a text lead to."""

from __future__ import annotations

from scripts.collection import Base
from scripts.model import Source
from scripts.pages.page import date_in_words, link_target, plain
from scripts.reading import Document


def source_line(source: Source, base: Base) -> str:
    """One source as a reader sees it: title, whose, when, how much of it was seen."""
    title = plain(source.title)
    parts = [f"[{title}]({link_target(source.url)})" if source.url else title]
    if source.publisher:
        parts.append(plain(source.publisher))
    if source.date:
        parts.append(date_in_words(source.date))
    elif source.year:
        parts.append(f"{source.year} год")
    else:
        parts.append("без даты")
    line = ". ".join(part.rstrip(".") for part in parts) + "."
    kind = plain(base.label("source_kinds", source.kind))
    seen = plain(base.label("seen", source.seen))
    line += f" <span class='seen seen-{source.seen}'>{kind} · {seen}</span>"
    if source.archive_url:
        line += f" [Сохранённая копия]({link_target(source.archive_url)})."
    if source.note:
        line += f" <span class='note'>{plain(source.note)}</span>"
    return line


def source_list(document: Document, base: Base) -> str:
    """The numbered list of sources with an anchor for each."""
    lines = [
        f"{number}. {source_line(source, base)}\n{{: #istochnik-{number} }}"
        for number, source in enumerate(document.entry.sources, 1)
    ]
    return "\n".join(lines)
