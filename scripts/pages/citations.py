"""Citations in the text to numbered links, and the numbered list of sources they lead to."""

from __future__ import annotations

import re

from scripts.collection import Base
from scripts.model import Source
from scripts.pages.page import date_in_words, plain
from scripts.reading import Document

_CITATION = re.compile(r"[ \t]*\[@([A-Za-zА-Яа-я0-9][\w-]*)\]")


class Numbers:
    """Numbers of an entry's sources: the order of the header, so a number means the same on every visit."""

    def __init__(self, document: Document):
        self._numbers = {source.key: number for number, source in enumerate(document.entry.sources, 1)}

    def link(self, key: str) -> str:
        """Markdown of the small numbered link to a source; a no-break joiner keeps it with its word."""
        number = self._numbers.get(key)
        if number is None:
            return ""
        return f"\u2060[{number}](#istochnik-{number}){{ .cite title='Источник {number}' }}"

    def in_text(self, text: str) -> str:
        """The text with every citation turned into its link."""
        return _CITATION.sub(lambda found: self.link(found[1]), text)


def source_line(source: Source, base: Base) -> str:
    """One source as a reader sees it: title, whose, when, how much of it was seen."""
    title = plain(source.title)
    parts = [f"[{title}]({_address(source.url)})" if source.url else title]
    if source.publisher:
        parts.append(plain(source.publisher))
    if source.date:
        parts.append(date_in_words(source.date))
    elif source.year:
        parts.append(f"{source.year} год")
    else:
        parts.append("без даты")
    line = ". ".join(part.rstrip(".") for part in parts) + "."
    kind = base.label("source_kinds", source.kind)
    seen = base.label("seen", source.seen)
    line += f" <span class='seen seen-{source.seen}'>{kind} · {seen}</span>"
    if source.archive_url:
        line += f" [Сохранённая копия]({_address(source.archive_url)})."
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


def _address(url: str) -> str:
    """The address as a Markdown link target: brackets and spaces would end it early."""
    return "<" + url.replace("<", "%3C").replace(">", "%3E") + ">"
