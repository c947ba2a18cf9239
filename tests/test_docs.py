"""What the guides promise is there: derived files are current, every field is explained, every path exists."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from scripts.checks import rules
from scripts.checks.markup import EXTENSIONS
from scripts.cli import main
from scripts.collection import ROOT, read_base
from scripts.model import KINDS, TECHNOLOGY, Problem
from scripts.reading import read_document
from scripts.templates import blank, derived_files, new_entry


@pytest.mark.parametrize("name", sorted(derived_files(read_base(ROOT))))
def test_derived_file_is_current(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == derived_files(read_base(ROOT))[name], "выполните: praktiki derived"


def _fields(model: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_every_field_and_heading_is_explained_to_authors(kind) -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert {name for name in _fields(kind.model) if f"`{name}`" not in guide} == set()
    assert [heading.title for heading in kind.headings if f"`## {heading.title}`" not in guide] == []


def test_every_file_the_guides_name_exists() -> None:
    for guide in ("README.md", "HACKING.md"):
        text = (ROOT / guide).read_text(encoding="utf-8")
        named = set(re.findall(r"`((?:practices|scripts|search|docs|tests)/[\w./-]+)`", text))
        assert named and [name for name in named if not (ROOT / name).exists()] == []


def test_every_command_is_in_the_readme_or_explained_by_help() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {"check", "search", "stats", "build"} <= set(re.findall(r"praktiki (\w+)", readme))
    assert all(command.help for command in main.commands.values())


def test_make_knows_the_two_commands_of_the_readme() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in ("serve", "test"):
        assert f"make {command}" in (ROOT / "README.md").read_text(encoding="utf-8")
        assert re.search(rf"^{command}:", makefile, re.MULTILINE)
    assert "make test" in (ROOT / ".ci/run").read_text(encoding="utf-8")


def test_the_portal_renders_what_the_checker_inspects() -> None:
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    listed = re.search(r"^markdown_extensions:.*?\n((?:  .*\n?)+)", settings, re.MULTILINE)
    names = set(re.findall(r"^  - (\w+)", listed[1], re.MULTILINE)) if listed else set()
    assert names - {"toc"} == set(EXTENSIONS)


def test_every_rule_has_its_page() -> None:
    assert len(rules()) >= 40
    assert [code for code, rule in rules().items() if not (rule.title and rule.why and rule.fix)] == []


def test_a_blank_is_sound_yaml_with_every_required_field_and_every_heading(tmp_path: Path) -> None:
    for kind in KINDS:
        text = blank(kind)
        header = yaml.safe_load(text.split("---\n")[1])
        required = {field.alias or name for name, field in kind.model.model_fields.items() if field.is_required()}
        assert required <= header.keys()
        assert [heading.title for heading in kind.headings if f"## {heading.title}" not in text] == []


def test_a_new_entry_is_a_draft_whose_gaps_are_named_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "practices").mkdir()
    made = new_entry(tmp_path, TECHNOLOGY, "klub-babushek")
    problems: list[Problem] = []
    read_document(tmp_path / made, made, TECHNOLOGY, problems)
    named = {problem.text.split(":")[0].split(".")[0] for problem in problems}
    assert {"title", "summary", "theme", "sources"} <= named
    with pytest.raises(ValueError, match="уже занят"):
        new_entry(tmp_path, TECHNOLOGY, "klub-babushek")
    with pytest.raises(ValueError, match="не годится"):
        new_entry(tmp_path, TECHNOLOGY, "Клуб бабушек")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_schema_closes_the_vocabularies(kind) -> None:
    schema = json.loads((ROOT / f"practices/schemas/{kind.id}.schema.json").read_text(encoding="utf-8"))
    themes = read_base(ROOT).vocabularies["themes"].items
    assert schema["properties"]["theme"]["enum"] == list(themes)
    assert set(schema["required"]) <= schema["properties"].keys()
    assert schema["additionalProperties"] is False


def test_no_file_names_a_package_host_or_a_path_of_one_machine() -> None:
    forbidden = re.compile(r"/w[o]rk/|/r[o]ot/|(?<![\w.])/h[o]me/\w|files\.pythonhosted|pypi\.org|registry\.npmjs|--index[-]url")
    suffixes = {".py", ".md", ".yml", ".toml", ".txt", ".html", ".css", ".js", ".sh", ".cff", ""}
    found = []
    for folder in ("practices", "scripts", "search", "docs", "tests", ".ci"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path.suffix in suffixes and "__pycache__" not in path.parts:
                text = path.read_bytes().decode("utf-8", errors="replace")
                found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in forbidden.finditer(text)]
    for name in ("Makefile", "README.md", "HACKING.md", "pyproject.toml", "mkdocs.yml", "requirements.txt", "requirements-test.txt"):
        found += [f"{name}: {match[0]}" for match in forbidden.finditer((ROOT / name).read_text(encoding="utf-8"))]
    assert found == []
