"""The command line: exit codes, formats for machines, mending, and thirty spoiled files in the real base."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from test_bad_input import CASES, expected_of, lay

from scripts.checks import check
from scripts.cli import main
from scripts.collection import read_base
from scripts.model import Problem
from scripts.report import as_github, as_text, plural

CARD = "practices/recommendations/sovet-odin.md"


def run(root: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(main, ["--root", str(root), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def spoil(base: Path, old: str = "- rukovoditel", new: str = "- vodolaz", card: str = CARD) -> None:
    path = base / card
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# exit codes
def test_sound_base_is_0(base_copy: Path) -> None:
    result = run(base_copy, "check")
    assert (result.exit_code, result.stdout) == (0, "Всё в порядке: проверено 8 файлов, замечаний нет.\n")


def test_problem_is_1(base_copy: Path) -> None:
    spoil(base_copy)
    result = run(base_copy, "check")
    assert result.exit_code == 1
    assert f"{CARD}:10: V01 roles: в словаре roles нет `vodolaz`\n    как исправить: " in result.stdout
    assert "1 замечание в 1 файле; проверено 8 файлов." in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "nowhere.md"], "нет файла или папки nowhere.md"),
        (["check", "nowhere/klub-dva"], "нет файла или папки nowhere/klub-dva; возможно, practices/technologies/klub-dva.md"),
        (["check", "--colour"], "нет такого ключа: --colour"),
        (["check", "--format", "xml"], "--format: можно text, json, github, gitlab"),
        (["chek"], "нет такой команды"),
        (["rule", "Z99"], "нет правила Z99"),
        (["rule"], "не хватает КОД"),
        (["stats", "lishnee"], "лишнее слово: lishnee"),
        (["search", "--limit", "0", "мама"], "--limit: недопустимое значение"),
    ],
    ids=["no-file", "no-folder", "no-option", "no-format", "no-command", "no-rule", "no-argument", "extra", "out-of-range"],
)
def test_misuse_is_2_and_says_why_in_russian(base_copy: Path, arguments: list[str], said: str) -> None:
    result = run(base_copy, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr and "--help" in result.stderr
    assert not re.search(r"Usage|Error|Try|Invalid|Traceback", result.output)


def test_folder_without_a_base_is_2(tmp_path: Path) -> None:
    result = run(tmp_path, "check")
    assert result.exit_code == 2 and "нет practices/" in result.stderr


# paths
def test_only_named_files_are_told(base_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(base_copy)
    spoil(base_copy, "- vydumannaya-oblast", "- vydumannaya", "practices/cases/sluchaj-odin.md")
    monkeypatch.chdir(base_copy)
    assert run(base_copy, "check", CARD).stdout.count("V01") == 1
    assert run(base_copy, "check", "practices/cases").stdout.count("V01") == 1
    assert run(base_copy, "check", str(base_copy / CARD), "practices/cases/").stdout.count("V01") == 2
    assert run(base_copy, "check", "practices/technologies").exit_code == 0


@pytest.mark.parametrize("path", [".", "practices", "practices/../practices", "docs/.."])
def test_the_whole_base_by_any_name(base_copy: Path, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """«.» once meant nothing at all, and nothing is always in order."""
    spoil(base_copy)
    monkeypatch.chdir(base_copy)
    assert run(base_copy, "check", path).exit_code == 1


def test_file_outside_the_base_is_not_called_sound(base_copy: Path, tmp_path: Path) -> None:
    stray = tmp_path / "card.md"
    stray.write_text("x", encoding="utf-8")
    (base_copy / "README.md").write_text("x", encoding="utf-8")
    for path in (stray, base_copy / "README.md"):
        result = run(base_copy, "check", str(path))
        assert result.exit_code == 2 and "лежит вне базы" in result.stderr


def test_broken_link_may_be_named(base_copy: Path) -> None:
    link = base_copy / "practices/cases/ssylka.md"
    link.symlink_to("nowhere.md")
    result = run(base_copy, "check", str(link))
    assert result.exit_code == 1 and "practices/cases/ssylka.md:1: F09" in result.stdout


# formats
def test_json(base_copy: Path) -> None:
    spoil(base_copy)
    result = run(base_copy, "check", "--format", "json")
    answer = json.loads(result.stdout)
    assert (answer["version"], answer["checked"], result.exit_code) == (1, 8, 1)
    assert [(p["path"], p["line"], p["code"], p["severity"]) for p in answer["problems"]] == [(CARD, 10, "V01", "error")]
    assert set(answer["problems"][0]) == {"path", "line", "code", "text", "fix", "severity"}


def test_json_of_a_sound_base(base_copy: Path) -> None:
    assert json.loads(run(base_copy, "check", "--format", "json").stdout) == {"version": 1, "checked": 8, "problems": []}


def test_gitlab(base_copy: Path) -> None:
    spoil(base_copy)
    spoil(base_copy, "- klub-dva", "- klub-nol")
    rows = json.loads(run(base_copy, "check", "--format", "gitlab").stdout)
    assert [(row["check_name"], row["location"]["path"], row["location"]["lines"]["begin"], row["severity"]) for row in rows] == [
        ("V01", CARD, 10, "major"),
        ("L01", CARD, 12, "major"),
    ]
    assert all(re.fullmatch("[0-9a-f]{64}", row["fingerprint"]) for row in rows)
    assert len({row["fingerprint"] for row in rows}) == 2


def test_github(base_copy: Path) -> None:
    spoil(base_copy)
    first, last = run(base_copy, "check", "--format", "github").stdout.splitlines()
    assert re.fullmatch(r"::error file=practices/recommendations/sovet-odin\.md,line=10,title=V01::roles: .+", first)
    assert last == "1 замечание в 1 файле; проверено 8 файлов."


def test_github_escapes_what_would_end_a_command() -> None:
    problem = Problem("practices/a,b:c.md", 3, "V01", "50 %\nвторая", "сотрите", "advice")
    assert as_github([problem], 1).splitlines()[0] == (
        "::notice file=practices/a%2Cb%3Ac.md,line=3,title=V01::50 %25%0Aвторая. Как исправить: сотрите"
    )


def test_advice_is_marked_and_alone_is_no_failure() -> None:
    assert "a.md:1: X (совет) текст" in as_text([Problem("a.md", 1, "X", "текст", severity="advice")], 1)


@pytest.mark.parametrize(
    ("number", "shown"),
    [(1, "1 файл"), (2, "2 файла"), (5, "5 файлов"), (11, "11 файлов"), (12, "12 файлов"), (21, "21 файл"), (112, "112 файлов")],
)
def test_russian_plural(number: int, shown: str) -> None:
    assert plural(number, "файл", "файла", "файлов") == shown


def test_file_name_of_no_encoding_is_printed(base_copy: Path) -> None:
    name = os.fsdecode(b"\xf1\xee.md")
    (base_copy / "practices/cases" / name).write_text("x", encoding="utf-8")
    for form in ("text", "json", "github", "gitlab"):
        result = run(base_copy, "check", "--format", form)
        assert result.exit_code == 1 and "\\udcf1" in result.stdout


# --fix
def _spelled(text: str) -> dict[str, bytes]:
    return {
        "cp1251": text.encode("cp1251"),
        "koi8-r": text.encode("koi8-r"),
        "cp866": text.replace("—", "-").replace("«", '"').replace("»", '"').encode("cp866"),
        "utf-16": text.encode("utf-16"),
        "bom": text.encode("utf-8-sig"),
        "crlf": text.replace("\n", "\r\n").encode(),
        "bom-and-crlf": text.replace("\n", "\r\n").encode("utf-8-sig"),
        "utf-16-crlf": text.replace("\n", "\r\n").encode("utf-16"),
        "old-mac": text.replace("\n", "\r").encode(),
    }


@pytest.mark.parametrize("spelling", _spelled(""))
def test_fix_mends_and_loses_nothing(base_copy: Path, spelling: str) -> None:
    card = base_copy / CARD
    text = card.read_text(encoding="utf-8")
    card.write_bytes(_spelled(text)[spelling])
    card.chmod(0o640)
    assert run(base_copy, "check").exit_code == 1
    result = run(base_copy, "check", "--fix")
    assert result.exit_code == 0, result.output
    assert result.stderr == f"{CARD}: сохранён в UTF-8 без BOM, концы строк LF\n"
    assert card.read_bytes() == text.encode()
    assert card.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in card.parent.iterdir()) == ["sovet-odin.md"]


def test_fix_leaves_sound_files_and_other_slips_as_they_are(base_copy: Path) -> None:
    spoil(base_copy)

    def prints() -> dict[str, str]:
        return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in (base_copy / "practices").rglob("*") if p.is_file()}

    before = prints()
    assert run(base_copy, "check", "--fix").exit_code == 1
    assert prints() == before


def test_fix_does_not_guess_what_it_cannot_know(base_copy: Path) -> None:
    data = (base_copy / CARD).read_bytes() + b"\xff\xfe\x98"
    (base_copy / CARD).write_bytes(data)
    result = run(base_copy, "check", "--fix")
    assert result.exit_code == 1 and "не исправлен" in result.stderr
    assert (base_copy / CARD).read_bytes() == data


def test_fix_touches_only_the_named(base_copy: Path) -> None:
    other = base_copy / "practices/cases/sluchaj-odin.md"
    for path in (other, base_copy / CARD):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run(base_copy, "check", "--fix", str(base_copy / CARD)).exit_code == 0
    assert b"\r" in other.read_bytes() and b"\r" not in (base_copy / CARD).read_bytes()


def test_fix_mends_pages_of_docs_too(base_copy: Path) -> None:
    page = base_copy / "docs/index.md"
    page.write_bytes(b"\xef\xbb\xbf" + page.read_bytes())
    assert run(base_copy, "check").exit_code == 1
    assert run(base_copy, "check", "--fix").exit_code == 0


def test_fix_survives_a_full_disk(base_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = (base_copy / CARD).read_bytes().replace(b"\n", b"\r\n")
    (base_copy / CARD).write_bytes(data)

    def full(*_: object) -> None:
        raise OSError(28, "нет места")

    monkeypatch.setattr(os, "replace", full)
    result = run(base_copy, "check", "--fix")
    assert result.exit_code == 1 and "не исправлен — нет места" in result.stderr
    assert (base_copy / CARD).read_bytes() == data
    assert sorted(path.name for path in (base_copy / CARD).parent.iterdir()) == ["sovet-odin.md"]


# help, rule, stats
@pytest.mark.parametrize("command", ["", *main.commands])
def test_help_is_russian(repository: Path, command: str) -> None:
    result = run(repository, *filter(None, [command]), "--help")
    assert result.exit_code == 0
    assert "Как вызвать: " in result.stdout and "Показать эту подсказку." in result.stdout
    words = re.sub(r"--[\w-]+|\[[\w|<=>]+\]|: [\w, ]+\.|praktiki \w+|UTF-8|BOM|practices/\S*|site/|CSV|JSON", "", result.stdout)
    assert not re.search(r"Usage|Options|Commands|Show this|\b(TEXT|PATH|INTEGER|DIRECTORY|FILENAME|ARGS)\b", words)


def test_rule_is_explained(repository: Path) -> None:
    result = run(repository, "rule", "s05")
    assert result.exit_code == 0
    assert result.stdout.startswith("S05. Число об итоге или охвате без источника\n\nЗачем: ")
    assert "Как исправить:\n1. " in result.stdout and "Пример:\n" in result.stdout


def test_stats_for_people_and_machines(base_copy: Path) -> None:
    figures = json.loads(run(base_copy, "stats", "--json").stdout)
    assert {name: figures[name] for name in ("version", "technologies", "cases", "recommendations", "glossary", "legal")} == {
        "version": 1,
        "technologies": 3,
        "cases": 1,
        "recommendations": 1,
        "glossary": 2,
        "legal": 2,
    }
    assert "    3  практик\n" in run(base_copy, "stats").stdout


# the real base, thirty spoiled files in it
def test_thirty_spoiled_files_in_the_real_base(repository: Path, tmp_path: Path) -> None:
    """One run of the command as a person starts it: all thirty named, on their lines, no traceback, nothing else said."""
    shutil.copytree(repository / "practices", tmp_path / "practices")
    unspoiled = {problem.path for problem in check(read_base(tmp_path))}  # none, but that is test_base's affair
    wanted = set()
    for case in CASES:
        target, found = expected_of(case)
        if len(wanted) == 30 or target != CARD or len(found) != 1 or case[0] not in "FH":
            continue
        place = f"practices/recommendations/isporchen-{case.lower()}.md"
        lay(case, tmp_path, place)
        wanted.add((place, *found[0][1:]))
    assert len(wanted) == 30
    command = [sys.executable, "-m", "scripts.cli", "--root", str(tmp_path), "check", "--format", "json"]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (1, "")
    told = {(p["path"], p["line"], p["code"]) for p in json.loads(done.stdout)["problems"]}
    assert wanted - told == set()
    # Cards that BOM or CRLF leave readable are judged by the real vocabularies too; every other card keeps its peace.
    assert {path for path, _, _ in told} - unspoiled == {path for path, _, _ in wanted}


def test_command_ends_with_the_code_it_promises(base_copy: Path, repository: Path) -> None:
    def code(*arguments: str) -> int:
        command = [sys.executable, "-m", "scripts.cli", "--root", str(base_copy), *arguments]
        return subprocess.run(command, cwd=repository, capture_output=True, check=False, timeout=60).returncode

    assert code("check") == 0
    assert code("check", "--nonsense") == 2
    spoil(base_copy)
    assert code("check") == 1
