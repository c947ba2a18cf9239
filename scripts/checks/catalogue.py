"""The rules by code: what it is, why, how to mend. One YAML file, read by the portal, CONTRIBUTING and the tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from scripts.model import Part
from scripts.reading import read_records


class Rule(Part):
    """A code explained for a person: `title` names the slip, `why` the harm, `fix` the way out, `example` before → after."""

    title: str
    why: str
    fix: str
    example: str | None = None


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its code in capitals, in the order of the file."""
    path = Path(__file__).with_name("codes.yml")
    problems = []
    records = read_records(path, path.name, Rule, problems)
    if problems:
        raise ValueError(f"codes.yml: {problems[0]}")
    return {code.upper(): rule for code, rule in records.items.items()}
