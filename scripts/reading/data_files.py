"""A YAML file of records (vocabulary, glossary, legal acts) to models by id, or problems."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from scripts.model import ID_PATTERN, Problem
from scripts.reading.files import read_text
from scripts.reading.validation import validated
from scripts.reading.yaml_lines import Lined, load

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Records(Generic[Model]):
    """Records of one file, in the order of the file."""

    path: str
    items: dict[str, Model]
    header: Lined = field(default_factory=Lined, repr=False, compare=False)

    def names(self, identifier: str) -> bool:
        """True when the file has a record of this id, sound or not; of an unreadable file nothing can be denied."""
        written = self.header.data
        return identifier in self.items or not isinstance(written, dict) or identifier in written

    def line_of(self, *at: str | int) -> int:
        """1-based line of a value."""
        return self.header.line_of(at)


def read_records(path: Path, shown: str, model: type[Model], problems: list[Problem]) -> Records[Model]:
    """Every readable record of the file; the unreadable ones become problems and the rest is kept."""

    def report(line: int, code: str, text: str, fix: str) -> None:
        problems.append(Problem(shown, line, code, text, fix))

    text = read_text(path, shown, problems)
    lined = load(text, report) if text is not None else None
    if lined is None:
        return Records(shown, {})
    if not isinstance(lined.data, dict):
        report(1, "H05", "нужны записи `id:` с полями, а там другое", "возьмите за образец соседний словарь")
        return Records(shown, {})
    items: dict[str, Model] = {}
    for identifier in lined.data:
        if not re.fullmatch(ID_PATTERN, identifier):
            report(lined.line_of((identifier,)), "P06", f"id `{identifier}` не годится", "латиница, цифры и дефис: `klub-otcov`")
            continue
        record = validated(model, lined, report, (identifier,))
        if record is not None:
            items[identifier] = record
    return Records(shown, items, lined)
