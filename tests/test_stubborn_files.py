"""Files beside the cards that a person may spoil: no command answers with a traceback, no page is lost to a neighbour."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from test_cli import run

from scripts.building import _troubles, build_portal
from scripts.checks import check
from scripts.collection import ROOT, read_base
from scripts.pages import all_pages

CARD = "practices/recommendations/sovet-odin.md"


def test_derived_mends_a_blank_in_an_old_encoding(base_copy: Path) -> None:
    run(base_copy, "derived")
    blank = base_copy / "practices/_template/case.md"
    sound = blank.read_bytes()
    blank.write_bytes(sound.decode().encode("cp1251", "replace"))
    assert run(base_copy, "derived").exit_code == 0
    assert blank.read_bytes() == sound


def test_derived_says_what_it_could_not_write(base_copy: Path) -> None:
    (base_copy / "practices/_template/case.md").mkdir(parents=True)
    result = run(base_copy, "derived")
    assert result.exit_code == 1
    assert "practices/_template/case.md не записан" in result.stderr


@pytest.mark.parametrize(
    "text",
    [
        "universe: [klub-odin]\nqueries:\n  - просто слова\n",
        "universe: 5\nqueries: {a: b}\n",
        "universe: [klub-odin]\nqueries:\n  - {id: a, category: b, query: c}\n",
        "universe: [klub-odin]\nqueries:\n  - {id: a, category: b, query: c, qrels: {klub-odin: три}}\n",
        "universe: [klub-odin]\nqueries:\n  - {id: a, category: b, query: c, qrels: {klub-odin: 100000000}}\n",
    ],
    ids=["words for a query", "no lists", "no grades", "grade in words", "grade beyond the scale"],
)
def test_a_file_of_judgements_that_is_none_is_misuse(base_copy: Path, text: str) -> None:
    (base_copy / "queries.yml").write_text(text, encoding="utf-8")
    result = run(base_copy, "eval", "--queries", str(base_copy / "queries.yml"))
    assert result.exit_code == 2
    assert "queries.yml:" in result.stderr


def test_a_kind_nobody_knows_is_misuse(base_copy: Path) -> None:
    assert run(base_copy, "search", "--kind", "praktika", "клуб").exit_code == 2


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "tests/base/practices/vocabularies").glob("*.yml")))
@pytest.mark.parametrize("content", [None, "a: [\n", "{}\n"], ids=["gone", "broken", "empty"])
def test_pages_are_made_while_a_vocabulary_is_spoiled(base_copy: Path, name: str, content: str | None) -> None:
    """`praktiki serve` shows what is sound; the check names the vocabulary."""
    path = base_copy / "practices/vocabularies" / name
    if content is None:
        path.unlink()
    else:
        path.write_text(content, encoding="utf-8")
    base = read_base(base_copy)
    problems = check(base)
    assert content == "{}\n" or f"practices/vocabularies/{name}" in {problem.path for problem in problems}
    assert all_pages(base.without({problem.path for problem in problems}))


def test_pages_are_made_while_an_act_is_spoiled(base_copy: Path) -> None:
    path = base_copy / "practices/legal.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("  kind: закон\n", "", 1), encoding="utf-8")
    base = read_base(base_copy)
    assert all_pages(base.without({problem.path for problem in check(base)}))


@pytest.mark.parametrize("term", ["«", "<b>", "«Сигнал»"])
def test_a_term_may_begin_with_any_sign(base_copy: Path, term: str) -> None:
    path = base_copy / "practices/glossary.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("term: сигнал", f"term: '{term}'"), encoding="utf-8")
    assert all_pages(read_base(base_copy))


def test_a_link_in_the_text_to_a_draft_is_a_problem(base_copy: Path) -> None:
    """The draft has no page: the check says so, not the build."""
    (base_copy / "practices/technologies/klub-pyat.md").write_text(
        (base_copy / "practices/technologies/klub-tri.md").read_text(encoding="utf-8").replace("status: published", "status: draft"), encoding="utf-8"
    )
    card = base_copy / CARD
    text = card.read_text(encoding="utf-8").replace("Закройте журнал", "Прочтите [это](../technologies/klub-pyat.md). Закройте журнал", 1)
    card.write_text(text, encoding="utf-8")
    line = next(number for number, row in enumerate(text.split("\n"), 1) if "klub-pyat" in row)
    assert [(problem.path, problem.line, problem.code) for problem in check(read_base(base_copy))] == [(CARD, line, "L07")]


def test_a_picture_in_a_folder_of_its_own_is_shown(base_copy: Path) -> None:
    shutil.rmtree(base_copy / "docs")
    shutil.copytree(ROOT / "docs", base_copy / "docs")
    shutil.copy(ROOT / "mkdocs.yml", base_copy)
    picture = base_copy / "practices/pictures/klub/shema.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"\x89PNG")
    build_portal(base_copy, base_copy / "site")
    assert (base_copy / "site/practices/pictures/klub/shema.png").is_file()


def test_a_warning_of_the_build_names_its_pages() -> None:
    log = "INFO    -  Building\nWARNING -  not in nav:\n  - about/x.md\nINFO    -  Done\n  nothing\n"
    assert _troubles(log) == "WARNING -  not in nav:\n  - about/x.md"
