"""Bytes to entries: every line where the author sees it, nothing silently repaired."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.checks import check
from scripts.collection import read_base
from scripts.model import RECOMMENDATION, TECHNOLOGY, Problem
from scripts.reading import Document, guess_encoding, latin_name, read_document, read_page_header, sections_of

CARD = "practices/recommendations/sovet-odin.md"


def read(path: Path) -> tuple[Document | None, list[Problem]]:
    problems: list[Problem] = []
    return read_document(path, path.name, RECOMMENDATION, problems), problems


@pytest.fixture
def card(base_copy: Path) -> Path:
    return base_copy / CARD


def change(card: Path, old: str, new: str) -> None:
    text = card.read_text(encoding="utf-8")
    assert old in text
    card.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_sound_card_is_read(card: Path) -> None:
    document, problems = read(card)
    assert problems == []
    assert document is not None
    assert (document.id, document.entry.title, document.entry.roles) == ("sovet-odin", "Выдуманная рекомендация", ["rukovoditel"])
    assert [section.title for section in document.sections()] == [heading.title for heading in RECOMMENDATION.headings]


@pytest.mark.parametrize(
    ("at", "line"),
    [(("title",), 2), (("asked_as", 0), 5), (("roles",), 9), (("sources", 0), 16), (("sources", 0, "year"), 19), (("compiled",), 22)],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else str(value),
)
def test_lines_of_values(card: Path, at: tuple, line: int) -> None:
    document, _ = read(card)
    assert document is not None and document.line_of(*at) == line


@pytest.mark.parametrize("blank_lines", [1, 3])
def test_blank_lines_under_the_first_mark_do_not_shift_lines(card: Path, blank_lines: int) -> None:
    change(card, "---\n", "---\n" + "\n" * blank_lines)
    document, problems = read(card)
    assert problems == [] and document is not None
    assert document.line_of("title") == 2 + blank_lines
    assert document.sections()[0].line == 26 + blank_lines


def test_line_of_an_absent_value_is_the_line_of_its_holder(card: Path) -> None:
    document, _ = read(card)
    assert document is not None and document.line_of("sources", 0, "publisher") == 16


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        # what YAML would silently turn into something else
        ("no", "`no` (YAML понял как нет)"),
        ("2026", "`2026`"),
        ("1.10", "`1.10` (YAML понял как 1.1)"),
        ("12:30", "`12:30` (YAML понял как 750)"),
        ("010", "`010` (YAML понял как 8)"),
        ("2026-01-02", "`2026-01-02`"),
    ],
    ids=["no", "number", "fraction", "time", "octal", "date"],
)
def test_surprises_of_yaml_are_shown(card: Path, written: str, shown: str) -> None:
    change(card, "title: Выдуманная рекомендация", f"title: {written}")
    document, problems = read(card)
    assert document is None
    assert [(problem.line, problem.code) for problem in problems] == [(2, "P03")]
    assert problems[0].text == f"title: нужен текст, а записано {shown}"


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("summary: ", "sumary: ", "возможно, вы имели в виду `summary`"),
        ("title: В", "id: nechto\ntitle: В", "сотрите строку: id — это имя файла"),
        ("title: В", "zzzzqq: x\ntitle: В", "сотрите его; все поля — в CONTRIBUTING.md"),
    ],
    ids=["near", "id", "far"],
)
def test_unknown_field_is_answered_with_a_way_out(card: Path, old: str, new: str, text: str) -> None:
    change(card, old, new)
    assert [problem.fix for problem in read(card)[1] if problem.code == "P02"] == [text]


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("- rukovoditel", "- rukovoditl", "возможно, вы имели в виду `rukovoditel`"),
        ("- rukovoditel", "- vodolaz", "список — в practices/vocabularies/roles.yml"),
        ("- klub-dva", "- klub-dvva", "возможно, вы имели в виду `klub-dva`"),
    ],
    ids=["near", "far", "link"],
)
def test_unknown_id_is_answered_with_the_nearest(card: Path, base_copy: Path, old: str, new: str, text: str) -> None:
    change(card, old, new)
    assert [problem.fix for problem in check(read_base(base_copy))] == [text]


@pytest.mark.parametrize(
    ("old", "new", "fix"),
    [
        ("compiled: 2026-01-15", "compiled: '2026-01-15'", "сотрите кавычки"),
        ("compiled: 2026-01-15", "compiled: '2026-31-01'", "такого дня в календаре нет; порядок — год-месяц-день: 2026-11-21"),
        ("year: 2022", "date: 2022", "известен только год — впишите его в поле `year`, а `date` сотрите"),
        ("year: 2022", "year: '2022'", "сотрите кавычки"),
        ("- как проверить", "- беда: как", "возьмите всю строку в одинарные кавычки: `'слово: продолжение'`"),
        ("theme: rannee-vyyavlenie", "theme: [rannee-vyyavlenie]", "оставьте одно значение в строке поля, без дефиса и скобок"),
        ("seen: known", "seen: yes", "впишите один id, а не название: насколько вы видели источник; id из vocabularies/seen.yml"),
        ("- rukovoditel", "- Руководитель", "впишите один id, а не название: для кого; id из vocabularies/roles.yml"),
        ("- klub-dva", "- klub-dva.md", "сотрите `.md`: id — это имя файла без окончания"),
        ('title: В', 'title: "В" в', "возьмите всё значение целиком в прямые кавычки '…'"),
        ("title: В", "title: 'д'Артаньян'", 'возьмите всё значение целиком в прямые кавычки "…"'),
        ("---", "\n---", "сотрите всё, что стоит перед первой `---`"),
    ],
)
def test_the_way_out_works_when_followed_to_the_letter(card: Path, old: str, new: str, fix: str) -> None:
    change(card, old, new)
    assert [problem.fix for problem in read(card)[1]] == [fix]


def test_a_dash_inside_a_phrase_is_no_bullet(card: Path) -> None:
    change(card, "summary: Выдуманная рекомендация", "summary: >-\n  Выдуманная рекомендация\n  – для тестов -не больше,")
    assert read(card)[1] == []


@pytest.mark.parametrize(
    ("given", "name"),
    [("Клуб бабушек.docx", "klub-babushek.md"), ("klub_otcov.md.txt", "klub-otcov.md"), ("Щи (1).MD", "shchi-1.md"), ("—.md", "klub-otcov.md")],
)
def test_a_name_is_offered_in_latin_letters(given: str, name: str) -> None:
    assert latin_name(given) == name


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
def test_old_encodings_are_known_by_their_letters(encoding: str) -> None:
    assert guess_encoding("Соседи говорят, что дети второй день одни дома".encode(encoding)) == encoding


@pytest.mark.parametrize(
    "data",
    ["Соседи говорят".encode() + b"\xff", "Eltern und Kinder für die Überraschung".encode("latin-1"), b"\x98\x98\x98"],
    ids=["utf-8-with-a-wrong-byte", "german", "no-letters"],
)
def test_what_is_not_old_russian_is_not_guessed(data: bytes) -> None:
    assert guess_encoding(data) is None


def test_headings_inside_code_are_text() -> None:
    found = sections_of("## Один\n\n```\n## не раздел\n```\n\n## Два ##\nтекст", 10)
    assert [(section.title, section.line) for section in found] == [("Один", 10), ("Два", 16)]


def test_bom_and_crlf_are_told_and_the_card_is_still_read(card: Path) -> None:
    card.write_bytes(b"\xef\xbb\xbf" + card.read_bytes().replace(b"\n", b"\r\n"))
    document, problems = read(card)
    assert [problem.code for problem in problems] == ["F07", "F08"]
    assert document is not None and "\r" not in document.body and document.line_of("title") == 2


def test_all_problems_of_a_header_are_told_at_once(card: Path) -> None:
    change(card, "title: Выдуманная рекомендация", "title: 5")
    change(card, "theme: rannee-vyyavlenie", "theme: Раннее")
    change(card, "    seen: known\n", "    sen: known\n")
    assert [(problem.line, problem.code) for problem in sorted(read(card)[1])] == [
        (2, "P03"),
        (6, "P06"),
        (16, "P01"),
        (21, "P02"),
    ]


def test_page_without_header_is_fine_and_a_broken_header_is_not(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Страница\n", encoding="utf-8")
    assert read_page_header(page, "docs/page.md") == []
    page.write_text("---\ntitle: a: b\n---\n", encoding="utf-8")
    assert [(p.path, p.line, p.code) for p in read_page_header(page, "docs/page.md")] == [("docs/page.md", 2, "H03")]


def test_kind_is_told_by_the_folder(base_copy: Path) -> None:
    base = read_base(base_copy)
    assert {base.documents[name].kind for name in ("klub-odin", "klub-dva", "klub-tri")} == {TECHNOLOGY}
    assert base.documents["sovet-odin"].kind is RECOMMENDATION
