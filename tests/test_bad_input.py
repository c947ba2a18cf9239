"""Everything a person can spoil, one case at a time: the whole list of problems is compared, so nothing extra is said.

A case of tests/bad/ is a file (or a folder) `<CODE>-<what>` and its `<CODE>-<what>.expected`: first the place in the
base, then `line CODE` (or `path:line CODE`) per problem. A new case is a new pair of files, no Python.
What git cannot hold (a huge file, a broken link, NUL bytes) is made here.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.checks import check
from scripts.collection import read_base
from scripts.model import Problem

BAD = Path(__file__).parent / "bad"
CASES = sorted(path.stem for path in BAD.glob("*.expected"))
CARD = "practices/recommendations/sovet-odin.md"
SECONDS = 5  # of processor time; a whole check of five files takes 0.05 s, more means that an input can stall it

Found = list[tuple[str, int, str]]


def found_in(base: Path) -> list[Problem]:
    started = time.process_time()
    problems = check(read_base(base))
    assert time.process_time() - started < SECONDS
    return problems


def places(problems: list[Problem]) -> Found:
    return [(problem.path, problem.line, problem.code) for problem in problems]


def expected_of(case: str) -> tuple[str, Found]:
    target, *lines = (BAD / f"{case}.expected").read_text(encoding="utf-8").split("\n")
    wanted = []
    for line in filter(None, lines):
        place, code = line.split()
        path, _, number = place.rpartition(":")
        wanted.append((path or target, int(number), code))
    return target, wanted


def lay(case: str, base: Path, target: str) -> None:
    """Puts the case's file or folder at its place in the base."""
    sources = [path for path in BAD.glob(f"{case}*") if path.suffix != ".expected" and path.stem == case]
    assert len(sources) == 1, f"{case}: one file or folder beside {case}.expected, found {sources}"
    place = base / target
    if sources[0].is_dir():
        if place.is_file():
            place.unlink()
        shutil.copytree(sources[0], place, dirs_exist_ok=True)
    else:
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(sources[0], place)


def test_sound_base_has_no_problems(base_copy: Path) -> None:
    assert found_in(base_copy) == []


@pytest.mark.parametrize("case", CASES)
def test_bad_file(case: str, base_copy: Path) -> None:
    target, wanted = expected_of(case)
    assert wanted, "a case expects at least one problem"
    lay(case, base_copy, target)
    problems = found_in(base_copy)
    assert places(problems) == wanted, "\n".join(map(str, problems))


@pytest.mark.parametrize("case", CASES)
def test_case_is_named_after_its_code(case: str) -> None:
    assert case.split("-")[0] in {code for _, _, code in expected_of(case)[1]}


@pytest.mark.parametrize("case", CASES)
def test_message_is_for_a_person(case: str, base_copy: Path) -> None:
    """Russian words, a way out, no Python and no parser's English."""
    target, _ = expected_of(case)
    lay(case, base_copy, target)
    for problem in found_in(base_copy):
        assert re.search("[а-яё]", problem.text), problem
        assert re.search("[а-яё]", problem.fix), problem
        words = re.sub(r"`[^`]*`|«[^»]*»|\S*[/.:<]\S*", "", problem.text + " " + problem.fix)
        assert not re.search(r"\b(expected|found|while|should|must|valid|input|error|None|True|False)\b", words, re.I), problem


# What git cannot hold. Each function spoils the base and says what the check must answer.
def _card(base: Path, change: Callable[[str], str]) -> None:
    path = base / CARD
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def fifty_megabytes(base: Path) -> Found:
    with (base / CARD).open("ab") as file:
        file.truncate(50 * 1024 * 1024)
    return [(CARD, 1, "F02")]


def just_over_the_limit(base: Path) -> Found:
    (base / CARD).write_bytes(b"a" * (1024 * 1024 + 1))
    return [(CARD, 1, "F02")]


def nul_bytes(base: Path) -> Found:
    _card(base, lambda text: text.replace("Закройте журнал", "Закройте\0журнал"))
    return [(CARD, 34, "F04")]


def utf_16(base: Path) -> Found:
    path = base / CARD
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    return [(CARD, 1, "F05")]


def utf_16_big_end(base: Path) -> Found:
    path = base / CARD
    path.write_bytes(b"\xfe\xff" + path.read_text(encoding="utf-8").encode("utf-16-be"))
    return [(CARD, 1, "F05")]


def broken_link(base: Path) -> Found:
    (base / "practices/technologies/klub-pyat.md").symlink_to("nowhere.md")
    return [("practices/technologies/klub-pyat.md", 1, "F09")]


def broken_link_without_suffix(base: Path) -> Found:
    (base / "practices/technologies/klub-pyat").symlink_to("nowhere")
    return [("practices/technologies/klub-pyat", 1, "F09")]


def link_to_itself(base: Path) -> Found:
    (base / "practices/cases/krug.md").symlink_to("krug.md")
    return [("practices/cases/krug.md", 1, "F09")]


def link_to_a_folder(base: Path) -> Found:
    (base / "practices/cases/papka.md").symlink_to("../technologies")
    return [("practices/cases/papka.md", 1, "F01")]


def pipe(base: Path) -> Found:
    os.mkfifo(base / "practices/cases/truba.md")
    return [("practices/cases/truba.md", 1, "F01")]


def no_vocabulary(base: Path) -> Found:
    (base / "practices/vocabularies/roles.yml").unlink()
    return [("practices/vocabularies/roles.yml", 1, "F01")]


def no_vocabulary_of_pages(base: Path) -> Found:
    """No entry names a value of it, and no page can be made without it."""
    (base / "practices/vocabularies/situation_groups.yml").unlink()
    return [("practices/vocabularies/situation_groups.yml", 1, "F01")]


def no_glossary(base: Path) -> Found:
    (base / "practices/glossary.yml").unlink()
    return [("practices/glossary.yml", 1, "F01")]


def alias_bomb(base: Path) -> Found:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    _card(base, lambda text: text.replace("---\n", f"---\n{bomb}", 1))
    return [(CARD, 2, "H07")]


def hundred_thousand_brackets(base: Path) -> Found:
    _card(base, lambda text: text.replace("title: ", f"basis: {'[' * 100_000}\ntitle: ", 1))
    return [(CARD, 2, "H08")]


def hundred_thousand_braces(base: Path) -> Found:
    _card(base, lambda text: text.replace("title: ", f"basis: {'{a: ' * 100_000}\ntitle: ", 1))
    return [(CARD, 2, "H08")]


def number_of_six_thousand_digits(base: Path) -> Found:
    _card(base, lambda text: text.replace("year: 2022", f"year: 0x{'f' * 6000}"))
    return [(CARD, 19, "P03")]


def name_no_encoding_knows(base: Path) -> Found:
    name = os.fsdecode(b"\xf1\xee\xe2\xe5\xf2.md")
    shutil.copyfile(base / CARD, base / "practices/recommendations" / name)
    return [(f"practices/recommendations/{name}", 1, "N01")]


def vocabulary_of_nul_bytes(base: Path) -> Found:
    """One problem, not one for each card that uses the vocabulary."""
    (base / "practices/vocabularies/themes.yml").write_bytes(b"a: \0")
    return [("practices/vocabularies/themes.yml", 1, "F04")]


def broken_term(base: Path) -> Found:
    """The cards that use the term are not to blame."""
    path = base / "practices/vocabularies/themes.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("label: Раннее", "lable: Раннее"), encoding="utf-8")
    return [(path.relative_to(base).as_posix(), 2, "P01"), (path.relative_to(base).as_posix(), 3, "P02")]


def unreadable_neighbour(base: Path) -> Found:
    """Entries that link to a card with a broken header are not to blame, nor is its published address."""
    path = base / "practices/technologies/klub-odin.md"
    path.write_text(path.read_text(encoding="utf-8").replace("title: ", "title: Ой: ", 1), encoding="utf-8")
    return [("practices/technologies/klub-odin.md", 2, "H03")]


MADE: dict[str, Callable[[Path], Found]] = {
    "F01-link-to-a-folder": link_to_a_folder,
    "F01-pipe": pipe,
    "F01-no-vocabulary": no_vocabulary,
    "F01-no-vocabulary-of-pages": no_vocabulary_of_pages,
    "F01-no-glossary": no_glossary,
    "F02-fifty-megabytes": fifty_megabytes,
    "F02-just-over-the-limit": just_over_the_limit,
    "F04-nul-bytes": nul_bytes,
    "F04-vocabulary-of-nul-bytes": vocabulary_of_nul_bytes,
    "F05-utf-16": utf_16,
    "F05-utf-16-big-end": utf_16_big_end,
    "F09-broken-link": broken_link,
    "F09-broken-link-without-suffix": broken_link_without_suffix,
    "F09-link-to-itself": link_to_itself,
    "H03-unreadable-neighbour": unreadable_neighbour,
    "H07-alias-bomb": alias_bomb,
    "H08-hundred-thousand-brackets": hundred_thousand_brackets,
    "H08-hundred-thousand-braces": hundred_thousand_braces,
    "N01-name-no-encoding-knows": name_no_encoding_knows,
    "P01-broken-term": broken_term,
    "P03-number-of-six-thousand-digits": number_of_six_thousand_digits,
}


@pytest.mark.parametrize("case", MADE)
def test_made_file(case: str, base_copy: Path) -> None:
    wanted = MADE[case](base_copy)
    problems = found_in(base_copy)
    assert places(problems) == wanted, "\n".join(map(str, problems))


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root reads every file")
def test_file_without_permission(base_copy: Path) -> None:
    (base_copy / CARD).chmod(0)
    assert places(found_in(base_copy)) == [(CARD, 1, "F01")]


def test_folder_that_may_be_listed_but_not_entered(base_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What root cannot try: every look at the file is refused by the system."""
    real = Path.lstat

    def refuse(path: Path, *args: object, **kwargs: object) -> os.stat_result:
        if path.name == "sovet-odin.md":
            raise PermissionError(13, "нет прав", str(path))
        return real(path)

    monkeypatch.setattr(Path, "lstat", refuse)
    assert (CARD, 1, "F01") in places(found_in(base_copy))


STALLERS = {
    "numbers-and-blanks": "1 " * 10_000,
    "blanks-in-a-heading": "## a" + " " * 20_000 + "b",
    "angle-brackets": "<" * 20_000,
    "unclosed-tags": "<a " * 19_000,
    "quotes-in-quotes": "> " * 5_000 + "x",
    "lists-in-lists": "\n".join(" " * 4 * depth + "- x" for depth in range(150)),
    "stars": "*" * 20_000 + "x",
    "brackets": "[" * 20_000,
    "backticks": "`a``" * 8_000,
    "entities": "&#" * 20_000,
    "hints-without-end": "<напишите" * 6_000,
    "half-a-megabyte-of-brackets": "[](" * 170_000,
}


@pytest.mark.parametrize("payload", STALLERS.values(), ids=STALLERS)
def test_nothing_stalls_the_check(payload: str, base_copy: Path) -> None:
    """Any text is answered in time, and the rest of the base with it."""
    _card(base_copy, lambda text: text.replace("Закройте журнал", f"Закройте журнал.\n\n{payload}\n\nЗакройте", 1))
    (base_copy / "practices/cases/sluchaj-odin.md").write_bytes(b"")
    assert ("practices/cases/sluchaj-odin.md", 1, "F03") in places(found_in(base_copy))


def test_all_at_once(base_copy: Path) -> None:
    """Thirty spoiled files side by side: each is still named, on its own line."""
    wanted: Found = []
    cases = [case for case in CASES if expected_of(case)[0] == CARD and len(expected_of(case)[1]) == 1][:30]
    assert len(cases) == 30
    for number, case in enumerate(cases):
        target = f"practices/recommendations/sovet-nomer-{number}.md"
        lay(case, base_copy, target)
        line, code = expected_of(case)[1][0][1:]
        wanted.append((target, line, code))
    missing = set(wanted) - set(places(found_in(base_copy)))
    assert missing == set()
