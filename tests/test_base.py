"""The repository's own base: no problems, not smaller than promised, read fast."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from scripts.checks import check
from scripts.collection import Base, Graph, read_base
from scripts.model import KIT, ROUTE, TECHNOLOGY
from scripts.report import as_text
from scripts.statistics import statistics

SECONDS = 3  # of processor time, so that a busy machine does not fail the test


@pytest.fixture(scope="module")
def figures(base: Base) -> dict:
    return statistics(base)


def test_base_has_no_problems(base: Base) -> None:
    problems = check(base)
    assert problems == [], "\n" + as_text(problems, len(base.documents))


def test_whole_base_is_checked_in_time(base: Base) -> None:
    check(base)  # what is sound is kept; the first check of a fresh clone takes about twice as long
    started = time.process_time()
    check(read_base())
    assert time.process_time() - started <= SECONDS


@pytest.mark.parametrize(
    ("name", "floor"),
    [
        ("technologies", 215),
        ("cases", 40),
        ("recommendations", 28),
        ("forms", 60),
        ("routes", 26),
        ("kits", 14),
        ("glossary", 260),
        ("legal", 110),
        ("novosibirsk_cards", 80),
        ("external_ratings", 20),
        ("situations_in_use", 45),
    ],
)
def test_base_does_not_shrink(figures: dict, name: str, floor: int) -> None:
    assert figures[name] >= floor


def test_practices_are_described_in_full(figures: dict) -> None:
    assert figures["tidier"]["median"] >= 11 and figures["tidier"]["min"] >= 9
    assert figures["sources"]["cards_with_two"] >= 95
    assert figures["with_forms"] >= figures["technologies"] / 2


def test_every_situation_leads_somewhere(base: Base) -> None:
    """A route, or three practices to choose from."""
    for situation in base.terms("situations"):
        routes = [document for document in base.of_kind(ROUTE) if situation in document.entry.situations]
        cards = [document for document in base.of_kind(TECHNOLOGY) if situation in document.entry.situations]
        assert routes or len(cards) >= 3, situation


def test_every_legal_act_says_what_it_asks_and_is_asked_for(base: Base) -> None:
    graph = Graph(base)
    assert [identifier for identifier, act in base.legal.items.items() if not act.asks] == []
    assert [identifier for identifier in base.legal.items if not graph.act_referrers(identifier)] == []


def test_invented_cases_of_lessons_say_so(base: Base) -> None:
    for kit in base.of_kind(KIT):
        first = kit.section("sluchaj").text.strip().split("\n")[0]
        assert "вымышлен" in first, kit.id


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
