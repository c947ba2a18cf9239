"""What only a base of many cards shows: twins, entries nobody leads to, values that sort nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.checks import check
from scripts.checks.whole import LEAST_CARDS
from scripts.collection import read_base
from scripts.model import Problem
from search.similar import TWIN, Neighbours, too_alike

CLUB = "practices/technologies/klub-odin.md"
_LETTERS = "бвгджзклмнпрст"


def _word(number: int) -> str:
    """A word that no other card has: the number in syllables."""
    syllables = ""
    while number or not syllables:
        number, digit = divmod(number, len(_LETTERS))
        syllables += _LETTERS[digit] + "о"
    return syllables + "к"


def _card(number: int) -> str:
    """A card of words of its own under the headings of the others."""
    words = iter(range(number * 300, number * 300 + 300))

    def other(match: re.Match[str]) -> str:
        return _word(next(words)) if match[0].islower() and len(match[0]) > 3 else match[0]

    text = (Path(__file__).parent / "base" / CLUB).read_text(encoding="utf-8")
    header, body = text.split("\n---\n", 1)
    header = re.sub(r"\nrelated:\n(?:[ -].*\n)+", "\n", header.replace("клуб один", f"клуб {_word(number)}"))
    header = header.replace("выдуманный вопрос", _word(number + 90_000))
    return header + "\n---\n" + "\n".join(line if line.startswith(("##", "- **")) else re.sub(r"[а-яё]+", other, line) for line in body.split("\n"))


@pytest.fixture
def large(base_copy: Path) -> Path:
    """The small base with as many cards as these checks ask for."""
    for number in range(LEAST_CARDS):
        (base_copy / f"practices/technologies/bolshoj-{number}.md").write_text(_card(number), encoding="utf-8")
    return base_copy


def twin(base: Path) -> tuple[str, int]:
    card = (base / "practices/technologies/bolshoj-7.md").read_text(encoding="utf-8")
    (base / "practices/technologies/bolshoj-7-snova.md").write_text(card.replace("title: ", "title: Ещё один ", 1), encoding="utf-8")
    return "practices/technologies/bolshoj-7-snova.md", 1


def lonely_form(base: Path) -> tuple[str, int]:
    form = (base / "practices/forms/list-odin.md").read_text(encoding="utf-8")
    (base / "practices/forms/list-dva.md").write_text(form, encoding="utf-8")
    return "practices/forms/list-dva.md", 1


def lonely_act(base: Path) -> tuple[str, int]:
    file = base / "practices/legal.yml"
    text = file.read_text(encoding="utf-8").rstrip("\n")
    record = text[text.index("akt-odin:") :].split("\n\n")[0].replace("akt-odin:", "akt-sem:", 1)
    file.write_text(f"{text}\n\n{record}\n", encoding="utf-8")
    return "practices/legal.yml", text.count("\n") + 3


def unused_value(base: Path) -> tuple[str, int]:
    file = base / "practices/vocabularies/roles.yml"
    text = file.read_text(encoding="utf-8").rstrip("\n")
    file.write_text(f"{text}\n\ndvornik:\n  label: дворник\n  definition: Выдуманный дворник.\n", encoding="utf-8")
    return "practices/vocabularies/roles.yml", text.count("\n") + 3


def value_of_all(base: Path) -> tuple[str, int]:
    text = (base / "practices/vocabularies/roles.yml").read_text(encoding="utf-8")
    return "practices/vocabularies/roles.yml", text[: text.index("\npsiholog:")].count("\n") + 2


LARGE: dict[str, Callable[[Path], tuple[str, int]]] = {
    "L09-lonely-act": lonely_act,
    "L09-lonely-form": lonely_form,
    "L10-twin": twin,
    "V04-unused-value": unused_value,
    "V04-value-of-all": value_of_all,
}


def _found(base: Path, code: str) -> list[Problem]:
    return [problem for problem in check(read_base(base), (too_alike,)) if problem.code == code]


def _twins(base: Path) -> list[Problem]:
    """Twins among the cards made here; the clubs of the small base say nearly the same on purpose."""
    return [problem for problem in _found(base, "L10") if "bolshoj" in problem.path]


@pytest.mark.parametrize("case", LARGE)
def test_large_base(case: str, large: Path) -> None:
    code = case[:3]
    before = {(problem.path, problem.line) for problem in _found(large, code)}
    wanted = LARGE[case](large)
    after = {(problem.path, problem.line): problem for problem in _found(large, code)}
    if case != "V04-value-of-all":  # spoiled from the start: every card of the large base has it
        assert wanted not in before
    assert wanted in after
    assert after[wanted].severity == ("error" if code == "L10" else "advice")


def test_cards_of_their_own_words_are_no_twins(large: Path) -> None:
    assert _twins(large) == []


def test_a_relation_that_tells_twins_apart_is_enough(large: Path) -> None:
    path, _ = twin(large)
    file = large / path
    relation = "related:\n  - id: bolshoj-7\n    type: instead\n    why: выдуманное отличие\nsources:\n"
    file.write_text(file.read_text(encoding="utf-8").replace("sources:\n", relation, 1), encoding="utf-8")
    assert _twins(large) == []


def test_a_small_base_is_not_told_what_it_lacks(base_copy: Path) -> None:
    lonely_form(base_copy)
    unused_value(base_copy)
    assert _found(base_copy, "L09") == _found(base_copy, "V04") == []


def test_pairs_are_those_of_a_full_comparison(repository: Path) -> None:
    """The shortcut through rare stems loses no pair."""
    base = read_base(repository)
    neighbours = Neighbours(base)
    some = base.published[::4]
    names = [document.id for document in some]
    quick = {(frozenset(pair[:2]), round(pair[2], 9)) for pair in neighbours.pairs(names, 0.2)}
    full = {
        (frozenset((document.id, near.document.id)), round(near.likeness, 9))
        for document in some
        for near in neighbours.of(document, len(base.published))
        if near.document.id in names and near.likeness >= 0.2
    }
    assert quick == full != set()
    assert 0 < TWIN < 1
