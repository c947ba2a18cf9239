"""What a check says about a file, and nothing about how it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "advice"]


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: where (`path` relative to the repository, 1-based `line`), which rule, what and how.

    `text` says what is expected and what was found; `fix` says what to do.
    An "advice" is shown but does not fail a run.
    """

    path: str
    line: int
    code: str
    text: str
    fix: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        tail = f" → {self.fix}" if self.fix else ""
        return f"{self.path}:{self.line}: {self.code} {self.text}{tail}"
