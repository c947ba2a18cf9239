"""The files of a form for a reader to download, byte for byte the same for the same form."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.papers.layout import Paper
from scripts.papers.open_document import odt_bytes
from scripts.papers.word import docx_bytes
from scripts.reading import keep_file

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold


@dataclass(frozen=True)
class PaperFormat:
    """A file format: its suffix, its name for the reader and what writes it."""

    suffix: str
    label: str
    write: Callable[[Paper], bytes]


FORMATS = (
    PaperFormat("docx", "Word (DOCX)", docx_bytes),
    PaperFormat("odt", "LibreOffice (ODT)", odt_bytes),
)


def paper_files(paper: Paper, kept: Path | None = None) -> Iterator[tuple[str, bytes]]:
    """(file name, content) in every format; from the folder `kept` when the same code has written the same sheet.

    The folder is derived and may be deleted; where it can't be written to, the next run is only slower.
    """
    digest = hashlib.sha256(f"{_CODE}{paper}".encode()).hexdigest()[:20]
    for found in FORMATS:
        file = kept / f"{paper.id}.{digest}.{found.suffix}" if kept else None
        try:
            content = file.read_bytes() if file else b""
        except OSError:
            content = b""
        if not content:
            content = _settled(found.write(paper))
            if file:
                _keep(file, content)
        yield f"{paper.id}.{found.suffix}", content


_CODE = [hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(Path(__file__).parent.glob("*.py"))]


def _keep(file: Path, content: bytes) -> None:
    """Keep the newest file of a form in this format; what the sheet was before is not kept."""
    keep_file(file, content)
    for old in file.parent.glob(f"{file.name.split('.')[0]}.*{file.suffix}"):
        if old != file:
            try:
                old.unlink(missing_ok=True)
            except OSError:
                pass


def _settled(packed: bytes) -> bytes:
    """The same package without the time of its making; libraries put the present moment into every member."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(buffer, "w") as new:
        for member in old.infolist():
            entry = zipfile.ZipInfo(member.filename, _EPOCH)
            # ODF asks that its first member, the type, be stored plain.
            entry.compress_type = zipfile.ZIP_STORED if member.filename == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(member))
    return buffer.getvalue()
