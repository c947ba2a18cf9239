"""What mends itself: encoding, byte order mark, line ends. Never touches the meaning, never loses a byte of text."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from scripts.model import Problem
from scripts.reading import guess_encoding

FIXABLE = {"F05", "F06", "F07", "F08"}


def fix_files(problems: list[Problem], root: Path) -> Iterator[str]:
    """Mends the fixable files among the problems; yields a line for each one mended."""
    for shown in sorted({problem.path for problem in problems if problem.code in FIXABLE}):
        path = (root / shown).resolve()  # of a link, the file it leads to
        try:
            mended = _mend(path)
        except OSError as error:
            yield f"{shown}: не исправлен — {error.strerror or error}"
            continue
        yield f"{shown}: сохранён в UTF-8 без BOM, концы строк LF" if mended else f"{shown}: не исправлен — кодировка не узнана"


def _mend(path: Path) -> bool:
    """False when the encoding is not known, and the file is then as it was."""
    text = _text_of(path.read_bytes())
    if text is None:
        return False
    # Beside and renamed: a full disk or a lost power leaves the old file whole.
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8"))
        shutil.copymode(path, beside)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    return True


def _text_of(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        encoding = guess_encoding(data)
        return data.decode(encoding) if encoding else None
