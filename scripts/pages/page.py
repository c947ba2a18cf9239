"""A page of the portal before any generator sees it: address, header for the template, Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from scripts.reading import Document


@dataclass(frozen=True)
class Page:
    """`path` is the source path below docs/; `source` the repository file a reader may mend, if there is one."""

    path: str
    meta: dict[str, Any] = field(default_factory=dict)
    markdown: str = ""
    source: str | None = None

    @property
    def address(self) -> str:
        """Where the page stands on the portal, relative to its root: «themes/x/»."""
        return re.sub(r"(^|/)index\.md$", r"\1", self.path).removesuffix(".md") + ("" if self.path.endswith("index.md") else "/")


def entry_address(document: Document, identifier: str | None = None) -> str:
    """Permanent address of an entry on the portal (or of one of its former ids)."""
    return f"practices/{document.kind.folder}/{identifier or document.id}/"


def entry_path(document: Document, identifier: str | None = None) -> str:
    """Source path of the entry's page; mirrors the repository, so links between files work in both."""
    return f"practices/{document.kind.folder}/{identifier or document.id}.md"


_SPECIAL = re.compile(r"([\\`*_{}\[\]#|])")
# At the start of a list item these would begin a list inside it, and «- 5 %» would lose its minus.
_LIST_MARK = re.compile(r"^([-+!]|\d+(?=\.))")
# What would end a link's target early, or be taken for an escape, code or an entity.
_IN_TARGET = str.maketrans({"<": "%3C", ">": "%3E", "`": "%60", "\\": "%5C", '"': "%22", "&": "&amp;"})


def plain(text: str) -> str:
    """Text of a header made safe to stand inside Markdown: nothing in it is markup."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = _SPECIAL.sub(r"\\\1", escaped)
    mark = _LIST_MARK.match(escaped)
    if mark is None:
        return escaped
    return f"{mark[1]}\\{escaped[mark.end():]}" if mark[1].isdigit() else f"\\{escaped}"


def link_target(address: str) -> str:
    """A web address of a header as the target of a Markdown link."""
    return f"<{address.translate(_IN_TARGET)}>"


def date_in_words(date: Any) -> str:
    """21 ноября 2026 года."""
    months = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
    return f"{date.day} {months[date.month - 1]} {date.year} года"
