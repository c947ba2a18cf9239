"""What was found sound last time, kept in build/ so that a check after one edit looks at one file anew.

Only sound results are kept, by a digest of the bytes and of the code that judged them, as JSON, so reading it back
runs nothing. build/ is not in git: a fresh clone judges everything anew. The file may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pydantic

# A result changes with the code: of this package, of the model and of the checks.
_CODE = ("scripts/model", "scripts/reading", "scripts/checks", "search/similar.py", "search/russian.py", "search/stemming.py")


class Kept:
    """Values by digest; what is not asked for in a run is dropped when the run is saved."""

    def __init__(self, file: Path | None = None):
        self._file = file
        self._old = _read(file) if file else {}
        self._new: dict[str, Any] = {}

    def get(self, digest: str) -> Any | None:
        """The value kept under this digest, or None."""
        value = self._new.get(digest, self._old.get(digest))
        if value is not None:
            self._new[digest] = value
        return value

    def put(self, digest: str, value: Any) -> None:
        """Keep a plain value for the next run."""
        self._new[digest] = value

    def save(self) -> None:
        """Write what this run asked for or found; a tree that can't be written to only makes the next run slower."""
        if self._file is not None and self._new != self._old:
            saved = {"code": _code_digest(), "kept": self._new}
            keep_file(self._file, json.dumps(saved, ensure_ascii=False).encode())


def keep_file(file: Path, content: bytes) -> None:
    """Write a derived file whole or not at all; where it can't be written, the next run makes it again."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        os.replace(beside, file)
    except OSError:
        pass


def digest_of(*parts: str | bytes) -> str:
    """One digest of all parts, whatever their borders."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big") + data)
    return found.hexdigest()


def _read(file: Path) -> dict[str, Any]:
    try:
        saved = json.loads(file.read_text(encoding="utf-8"))
        return saved["kept"] if saved["code"] == _code_digest() else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


@cache
def _code_digest() -> str:
    root = Path(__file__).resolve().parents[2]
    places = [root / place for place in _CODE]
    files = [file for place in places for file in (sorted(place.glob("*")) if place.is_dir() else [place]) if file.is_file()]
    return digest_of(pydantic.VERSION, *(file.read_bytes() for file in files))
