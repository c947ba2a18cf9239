"""A file under practices/ to a Document (entry, text, lines), or problems. The only reader of entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from frontmatter.default_handlers import YAMLHandler

from scripts.model import Entry, Kind, Location, Problem
from scripts.reading.files import latin_name, read_text
from scripts.reading.kept import Kept, digest_of
from scripts.reading.validation import validated
from scripts.reading.yaml_lines import Lined, load

_HANDLER = YAMLHandler()
_FILE_NAME = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*\.md$")
_HEADING = re.compile(r"^## +(\S.*)$")
# What Word makes of `---`, or `---` with something before it on its line.
_ALMOST_MARK = re.compile(r"^[ \t]*[-–—]{1,5}[ \t]*$")
_FENCE = re.compile(r"^(`{3,}|~{3,})[ ]*(\{[^\n]*\}|\.?[\w#.+-]*)[ ]*$")  # what Python-Markdown takes for a fence


@dataclass(frozen=True)
class Section:
    """A `## ` section of the text: its heading, the heading's line in the file, the lines below it."""

    title: str
    line: int
    text: str


@dataclass(frozen=True, eq=False)
class Document:
    """One entry as written: where it lies, what the header says, the text below it."""

    id: str
    path: str
    kind: Kind
    entry: Entry
    body: str
    body_line: int
    header: str = field(repr=False)
    digest: str = field(default="", repr=False)

    def line_of(self, *at: str | int) -> int:
        """1-based line of a value of the header."""
        return self._lined.line_of(at)

    @cached_property
    def _lined(self) -> Lined:
        # Read again when something is wrong in the entry: a sound one is never asked for its lines.
        return load(self.header, lambda *_: None) or Lined()

    def sections(self) -> list[Section]:
        """The text cut at its `## ` headings; what stands above the first heading has the title ""."""
        return self._sections

    @cached_property
    def _sections(self) -> list[Section]:
        return sections_of(self.body, self.body_line)  # asked for by half of the rules and by the pages

    def section(self, anchor: str) -> Section | None:
        """The section with this permanent anchor, if it is written."""
        titles = {heading.title for heading in self.kind.headings if heading.anchor == anchor}
        return next((section for section in self.sections() if section.title in titles), None)


def sections_of(body: str, first_line: int) -> list[Section]:
    """Sections of a Markdown text; headings inside code fences are text."""
    cuts: list[tuple[str, int, list[str]]] = [("", first_line, [])]
    for number, line, fenced in lines_of(body, first_line):
        heading = None if fenced else _HEADING.match(line)
        if heading:
            cuts.append((heading[1].rstrip().rstrip("#").rstrip(), number, []))
        else:
            cuts[-1][2].append(line)
    return [Section(title, line, "\n".join(lines)) for title, line, lines in cuts if title or "".join(lines).strip()]


def lines_of(body: str, first_line: int) -> Iterator[tuple[int, str, bool]]:
    """(number, line, whether it stands inside a code fence) of a Markdown text."""
    fence = ""
    for number, line in enumerate(body.split("\n"), first_line):
        mark = _FENCE.match(line)
        inside = bool(fence)
        if inside and line.rstrip(" ") == fence:
            fence = ""
        elif mark and not inside:
            fence = mark[1]
        yield number, line, inside or bool(mark)


def read_document(path: Path, shown: str, kind: Kind, problems: list[Problem], kept: Kept | None = None) -> Document | None:
    """The document in `path`, or None when it cannot be read as an entry of this kind; problems say why.

    An entry that was read without a problem before comes from `kept`, its header already understood.
    """

    def report(line: int, code: str, text: str, fix: str) -> None:
        problems.append(Problem(shown, line, code, text, fix))

    if not _FILE_NAME.match(path.name):
        report(1, "N01", f"имя файла `{path.name}` не годится для адреса", f"назовите его латиницей через дефис: `{latin_name(path.name)}`")
    before = len(problems)
    text = read_text(path, shown, problems)
    if text is None:
        return None
    parts = _split(text, report)
    if parts is None:
        return None
    header_text, body, body_line = parts
    digest = digest_of(kind.id, shown, text)
    known = _known(kind, kept.get(digest)) if kept and len(problems) == before else None
    if known:
        return Document(path.stem, shown, kind, known, body, body_line, header_text, digest)
    lined = load(header_text, report)
    if lined is None:
        return None
    if not isinstance(lined.data, dict):
        found = "список" if isinstance(lined.data, list) else "пусто" if lined.data is None else "текст"
        report(2, "H05", f"в шапке нужны поля `имя: значение`, а там {found}", "возьмите за образец соседнюю карточку")
        return None
    if not body.strip():
        report(body_line - 1, "H10", "под шапкой нет текста", "допишите разделы; их список — в CONTRIBUTING.md")
    entry = validated(kind.model, lined, report)
    if entry is None:
        return None
    if kept and len(problems) == before:
        kept.put(digest, entry.model_dump_json(by_alias=True, exclude_unset=True))
    return Document(path.stem, shown, kind, entry, body, body_line, header_text, digest)


def _known(kind: Kind, kept: object) -> Entry | None:
    try:
        return kind.model.model_validate_json(kept) if isinstance(kept, str) else None
    except ValueError:  # not what this program kept: read the file itself
        return None


def _split(text: str, report) -> tuple[str, str, int] | None:
    """(header, body, first line of the body). The header keeps its first line break, so lines count from 1."""
    if not _HANDLER.detect(text):
        report(1, "H01", *_no_header(text))
        return None
    lines = text.split("\n")
    # Line by line: the library's own split swallows blank lines under the first `---`, and lines would be miscounted.
    end = next((index for index, line in enumerate(lines[1:], 1) if _HANDLER.FM_BOUNDARY.match(line)), None)
    if end is None:
        almost = next((index for index, line in enumerate(lines[1:], 1) if _ALMOST_MARK.match(line)), None)
        if almost:
            report(almost + 1, "H02", f"шапка не закрыта: вместо `---` стоит `{lines[almost].strip()}`", "сотрите строку и наберите три дефиса подряд")
        else:
            report(1, "H02", "шапка не закрыта: нет второй строки `---`", "поставьте `---` отдельной строкой после последнего поля, перед первым разделом")
        return None
    return "\n".join(["", *lines[1:end]]), "\n".join(lines[end + 1 :]), end + 2


def _no_header(text: str) -> tuple[str, str]:
    """(what is wrong, what to do) when the text does not begin with `---`: the commonest is a dash that Word made of it."""
    above, _, below = text.lstrip().partition("\n")
    if _HANDLER.detect(text.lstrip()):
        return "над строкой `---` пустая строка или пробел", "сотрите всё, что стоит перед первой `---`"
    if _ALMOST_MARK.match(above):
        return f"первая строка — `{above.strip()}`, а нужны три дефиса `---`", "сотрите её и наберите три дефиса подряд"
    if any(_HANDLER.FM_BOUNDARY.match(line) for line in below.split("\n")):
        return "файл должен начинаться строкой `---`, а она только ниже", "поставьте `---` первой строкой, над первым полем"
    return "нет шапки: файл должен начинаться строкой `---`", "поставьте `---` первой строкой и после полей"


def read_page_header(path: Path, shown: str) -> list[Problem]:
    """Problems of a hand-written page: unreadable bytes or a header that is not YAML."""
    problems: list[Problem] = []

    def report(line: int, code: str, text: str, fix: str) -> None:
        problems.append(Problem(shown, line, code, text, fix))

    text = read_text(path, shown, problems)
    if text is not None and _HANDLER.detect(text):
        parts = _split(text, report)
        if parts is not None:
            load(parts[0], report)
    return problems
