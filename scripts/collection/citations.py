"""Citations of an entry's text to numbered links: what the portal shows and, for that reason, what the checks inspect."""

from __future__ import annotations

import re

from scripts.reading import Document, Section

CITATION = re.compile(r"\[@([A-Za-zА-Яа-я0-9][\w-]*)\]")
# With the blanks between it and its word. At the start of a line they stay: an indent there is markup.
_WITH_BLANKS = re.compile(r"(?:(?<=[^\s])[ \t]+)?" + CITATION.pattern)


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
        return _WITH_BLANKS.sub(lambda found: self.link(found[1]), text)


def section_markdown(section: Section, document: Document, numbers: Numbers) -> str:
    """A section as the portal renders it: its heading with the permanent anchor, its text with numbered links."""
    text = numbers.in_text(section.text).strip("\n")
    if not section.title:
        return text
    anchor = next((f" {{ #{found.anchor} }}" for found in document.kind.headings if found.title == section.title), "")
    return f"## {section.title}{anchor}\n\n{text}"
