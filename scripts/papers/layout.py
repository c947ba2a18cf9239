"""What stands on the sheet, in order, before any file format sees it.

A part is a run of blocks: a grid of two columns (what to fill in | place for it) or a table of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from scripts.collection import Base
from scripts.model import Form, PaperItem
from scripts.reading import Document

SIGNATURE = ("подпись", "фамилия", "дата")
SIGN_HERE = "  ".join(f"{word} ___________" for word in SIGNATURE)
WIDTH = 175  # mm of text on A4 between the margins
LABEL_SHARE = 0.4
ROW_HEIGHT = 7.5  # mm for one line written by hand
_SHORT = 9  # letters: «Дата», «№», «Да / нет» need little room


@dataclass(frozen=True)
class Grid:
    """Rows of two columns; an item of printed words takes both."""

    items: tuple[PaperItem, ...]


@dataclass(frozen=True)
class Table:
    """A table with its own columns; `rows` are texts, mostly empty, to be filled in, each `lines` high."""

    label: str | None
    hint: str | None
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: int = 1


@dataclass(frozen=True)
class Part:
    """A titled part of the sheet."""

    title: str
    note: str | None
    blocks: tuple[Grid | Table, ...]


@dataclass(frozen=True)
class Paper:
    """A whole sheet. `foot` are the small lines under it: where it is kept, what the law says, where it comes from."""

    id: str
    title: str
    parts: tuple[Part, ...]
    foot: tuple[str, ...]
    date: str


def paper_of(document: Document, base: Base) -> Paper:
    """The sheet of a form."""
    entry = document.entry
    assert isinstance(entry, Form)
    standing = base.terms("form_standings").get(entry.standing)
    foot = (
        f"Хранение: {entry.kept}.",
        f"{standing.label[:1].upper()}{standing.label[1:]}." if standing else "",
        f"«Практики рядом», practices/forms/{document.id}, редакция {entry.compiled.strftime('%d.%m.%Y')}, CC BY 4.0.",
    )
    parts = tuple(Part(part.title, part.note, tuple(_blocks(part.items))) for part in entry.parts)
    return Paper(document.id, entry.title, parts, tuple(filter(None, foot)), entry.compiled.isoformat())


def _blocks(items: list[PaperItem]) -> list[Grid | Table]:
    blocks: list[Grid | Table] = []
    for is_table, group in groupby(items, key=lambda item: bool(item.columns)):
        blocks += [_table(item) for item in group] if is_table else [Grid(tuple(group))]
    return blocks


def _table(item: PaperItem) -> Table:
    blank = ("",) * len(item.columns)
    rows = [(name, *blank[1:]) for name in item.named_rows] + [blank] * item.rows
    return Table(item.label, item.hint, tuple(item.columns), tuple(rows), item.lines)


def column_widths(table: Table) -> list[float]:
    """Shares of the sheet's width: a column of printed names needs more, a date or a number less."""
    named = any(row[0] for row in table.rows)
    wants = [0.55 if len(name) <= _SHORT else 1.0 for name in table.columns]
    if named:
        wants[0] = 1.4
    return [want / sum(wants) for want in wants]
