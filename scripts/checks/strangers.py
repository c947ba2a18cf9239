"""Files that are nothing: a card without .md, a forgotten document, a page of docs/ with a broken header."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from scripts.collection import Base
from scripts.model import KIND_BY_FOLDER, Problem
from scripts.reading import latin_name, read_page_header


def every_file_is_something(base: Base) -> Iterator[Problem]:
    """Every file under practices/ is an entry, a vocabulary, a data file, a template, a schema or a picture."""
    for shown in base.strangers:
        path = PurePosixPath(shown)
        folder = path.parts[1] if len(path.parts) > 2 else ""
        link = base.root / shown
        if link.is_symlink() and not link.exists():
            yield Problem(shown, 1, "F09", "ссылка на файл, которого нет", "удалите ссылку или положите сам файл")
        elif folder in KIND_BY_FOLDER and len(path.parts) == 3:
            yield Problem(shown, 1, "X01", "файл без окончания .md (строчными) не читается как карточка", _way_in(path))
        elif folder in KIND_BY_FOLDER and len(path.parts) > 3:
            yield Problem(shown, 1, "X02", "карточка лежит во вложенной папке", f"перенесите в practices/{folder}/")
        elif path.suffix == ".md":
            yield Problem(shown, 1, "X02", "карточка лежит не в той папке", "папки: " + ", ".join(f"practices/{name}/" for name in KIND_BY_FOLDER))
        else:
            yield Problem(shown, 1, "X03", "неизвестный файл", "здесь лежат карточки, словари и картинки; остальное уберите")


def _way_in(path: PurePosixPath) -> str:
    """How this file becomes a card: plain text is renamed, a document of Word is not text at all."""
    name = latin_name(path.name)
    if path.name.startswith("~"):
        return "это временный файл Word: закройте документ и удалите файл"
    if path.suffix.lower() in (".doc", ".docx", ".rtf", ".odt", ".pdf"):
        return f"создайте бланк `praktiki new {KIND_BY_FOLDER[path.parts[1]].id} {name.removesuffix('.md')}`, перенесите в него текст, а документ уберите"
    return f"переименуйте в `{name}` или уберите"


def page_headers_are_read(base: Base) -> Iterator[Problem]:
    """Headers of docs/ pages are sound: MkDocs would print a broken one as text and call it success."""
    for path in sorted((base.root / "docs").rglob("*.md")):
        yield from read_page_header(path, path.relative_to(base.root).as_posix())
