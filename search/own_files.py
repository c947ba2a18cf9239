"""The YAML files of search itself: judged queries, everyday words, or a person's own file in their place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scripts.model import Problem
from scripts.reading.files import read_text
from scripts.reading.yaml_lines import Lined, load

Report = Callable[[int, str, str, str], None]


def read_yaml(path: Path) -> tuple[Lined, list[Problem], Report]:
    """The data with their lines, and a list that `Report` adds to; ValueError, in words for its author, when unreadable."""
    problems: list[Problem] = []

    def report(line: int, code: str, text: str, fix: str) -> None:
        problems.append(Problem(path.name, line, code, text, fix))

    text = read_text(path, path.name, problems)
    lined = load(text, report) if text is not None else None
    if problems or lined is None:
        raise ValueError(in_words(problems) or f"{path.name}: пусто")
    return lined, problems, report


def in_words(problems: list[Problem]) -> str:
    """The problems, one a line."""
    return "\n".join(str(problem) for problem in problems)
