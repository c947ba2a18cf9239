"""The repository's own base: no problems, not smaller than promised, read fast."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from scripts.checks import check
from scripts.collection import Base, read_base
from scripts.report import as_text
from scripts.statistics import statistics

SECONDS = 3  # of processor time, so that a busy machine does not fail the test


@pytest.fixture(scope="module")
def base() -> Base:
    return read_base()


@pytest.fixture(scope="module")
def figures(base: Base) -> dict:
    return statistics(base)


def test_base_has_no_problems(base: Base) -> None:
    problems = check(base)
    assert problems == [], "\n" + as_text(problems, len(base.documents))


def test_whole_base_is_checked_in_time() -> None:
    started = time.process_time()
    check(read_base())
    assert time.process_time() - started <= SECONDS


@pytest.mark.parametrize(
    ("name", "floor"), [("technologies", 40), ("cases", 16), ("recommendations", 10), ("glossary", 200), ("legal", 100)]
)
def test_base_does_not_shrink(figures: dict, name: str, floor: int) -> None:
    assert figures[name] >= floor


def test_no_figure_without_source(figures: dict) -> None:
    assert figures["figures_without_source"] == 0


def test_cases_of_the_first_articles_are_all_there(base: Base) -> None:
    assert sum(bool(getattr(document.entry, "from_seeds", False)) for document in base.published) == 16


def test_every_practice_can_be_asked_for(figures: dict) -> None:
    assert figures["asked_as"]["min"] >= 5


def test_statistics_do_not_fall_over_a_spoiled_base(base_copy: Path) -> None:
    """A wrong type of relation and a lost vocabulary are problems to show, not tracebacks."""
    card = base_copy / "practices/technologies/klub-odin.md"
    card.write_text(card.read_text(encoding="utf-8").replace("type: after", "type: potom"), encoding="utf-8")
    (base_copy / "practices/vocabularies/territories.yml").unlink()
    assert statistics(read_base(base_copy))["technologies"] == 3
