"""The house rules: imports go one way, a library is known in one place, modules stay small enough to read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HOOKS = "docs/overrides/hooks"
MAX_LINES = 250
EXCUSE = "Longer than 250 lines because"

_READERS = {"scripts.model", "scripts.reading", "scripts.collection"}
# Package -> the packages it may import; itself is always allowed. A package absent from the table is a failure.
MAY_IMPORT: dict[str, set[str]] = {
    "scripts.model": set(),
    "scripts.reading": {"scripts.model"},
    "scripts.collection": {"scripts.model", "scripts.reading"},
    "scripts.checks": _READERS,
    "scripts.papers": _READERS,
    "scripts.pages": _READERS | {"scripts.checks", "scripts.papers"},
    "scripts.report": {"scripts.model"},
    "scripts.fixing": {"scripts.model", "scripts.reading"},
    "scripts.statistics": _READERS | {"scripts.checks"},
    "scripts.templates": _READERS | {"scripts.checks"},
    "scripts.commands": set(),
    "scripts.search_commands": _READERS | {"scripts.commands", "scripts.pages", "scripts.report", "search"},
    "scripts.building": set(),
    "search": _READERS | {"scripts.pages"},
    "scripts.cli": {"scripts", "search"},
    "portal": {"scripts", "search"},
}
NOBODY_IMPORTS = {"scripts.cli", "portal"}
# Library -> the files (or folders, with a slash) that may know it.
KNOWN_ONLY_IN = {
    "whoosh": ("search/whoosh_index.py",),
    "mkdocs": (f"{HOOKS}/",),
    "yaml": ("scripts/reading/", f"{HOOKS}/", "scripts/templates.py"),
    "docx": ("scripts/papers/word.py",),
    "odf": ("scripts/papers/open_document.py",),
    "frontmatter": ("scripts/reading/",),
    "click": ("scripts/cli.py", "scripts/commands.py", "scripts/search_commands.py"),
    "playwright": ("search/browser_engine.py",),
}
FILES = sorted(
    path.relative_to(ROOT).as_posix() for folder in ("scripts", "search", HOOKS) for path in (ROOT / folder).rglob("*.py")
)


def module_of(path: str) -> str:
    if path.startswith(HOOKS):
        return Path(path).stem
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def package_of(module: str) -> str:
    """The row of the table the module belongs to, or its own name."""
    owners = [name for name in MAY_IMPORT if module == name or module.startswith(f"{name}.")]
    return max(owners, key=len, default=module)


def imports_of(source: str, module: str, is_package: bool = False) -> Iterator[tuple[int, str]]:
    """(line, module) of every import, those inside functions included; relative ones in full."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            parts = module.split(".")
            here = parts[: len(parts) - node.level + is_package]
            yield node.lineno, ".".join([*here, node.module] if node.module else here)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""
            # `from scripts import pages` and `from search import plan` name their module in the second half.
            ours = (node.module or "").split(".")[0] in ("scripts", "search")
            yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names if ours)


def wrong_imports(path: str, source: str) -> list[str]:
    """What this file may not import, as «line: name»."""
    module = module_of(path)
    owner = package_of(module)
    allowed = MAY_IMPORT.get(owner)
    if allowed is None:
        return [] if path == "scripts/__init__.py" else [f"{path}: not in MAY_IMPORT"]
    wrong = []
    for line, name in imports_of(source, module, path.endswith("__init__.py")):
        target = package_of(name)
        top = name.split(".")[0]
        if name in NOBODY_IMPORTS or (target in NOBODY_IMPORTS and target != owner):
            wrong.append(f"{line}: {name} is imported by nobody")
        elif top in ("scripts", "search") and name != "scripts" and target != owner and not {target, top} & allowed:
            wrong.append(f"{line}: {name}")
        elif top in KNOWN_ONLY_IN and not path.startswith(KNOWN_ONLY_IN[top]):
            wrong.append(f"{line}: {name} is known only in {', '.join(KNOWN_ONLY_IN[top])}")
    return wrong


def graph() -> dict[str, set[str]]:
    """Module -> modules it imports, at the top of the file or inside a function; packages' own files left out."""
    modules = {module_of(path): path for path in FILES if not path.endswith("__init__.py")}
    return {
        module: {name for _, name in imports_of((ROOT / path).read_text(encoding="utf-8"), module) if name in modules}
        for module, path in modules.items()
    }


def in_circles(follows: dict[str, set[str]]) -> set[str]:
    """Modules that import one another in a round, and those that import them."""
    while True:
        # A module all of whose imports are out of the game is out of the game; what remains hangs on a circle.
        free = {module for module, targets in follows.items() if not targets & set(follows)}
        if not free:
            return set(follows)
        follows = {module: targets for module, targets in follows.items() if module not in free}


@pytest.mark.parametrize("path", FILES)
def test_imports_go_one_way(path: str) -> None:
    assert wrong_imports(path, (ROOT / path).read_text(encoding="utf-8")) == []


def test_no_modules_import_each_other() -> None:
    assert in_circles(graph()) == set()
    assert "scripts.reading.yaml_lines" in graph()["scripts.reading.documents"]


def test_a_circle_is_noticed() -> None:
    assert in_circles({"a": {"b"}, "b": {"c"}, "c": set()}) == set()
    assert in_circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": set()}) == {"a", "b", "c"}


@pytest.mark.parametrize("path", FILES)
def test_module_is_small_enough_to_read(path: str) -> None:
    source = (ROOT / path).read_text(encoding="utf-8")
    assert source.count("\n") <= MAX_LINES or EXCUSE in (ast.get_docstring(ast.parse(source)) or "")


@pytest.mark.parametrize("path", FILES)
def test_module_says_what_it_is_for(path: str) -> None:
    assert ast.get_docstring(ast.parse((ROOT / path).read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("scripts/model/parts.py", "from scripts.reading import Document"),
        ("scripts/reading/files.py", "import scripts.collection"),
        ("scripts/checks/texts.py", "from scripts.pages import Page"),
        ("scripts/checks/texts.py", "from ..pages import page"),
        ("scripts/checks/texts.py", "from scripts import pages"),
        ("scripts/checks/texts.py", "def late():\n    from search.russian import stem"),
        ("scripts/pages/entries.py", "from scripts.cli import main"),
        ("scripts/pages/entries.py", "import portal"),
        ("scripts/pages/entries.py", "from mkdocs.plugins import event_priority"),
        ("scripts/report.py", "from scripts.checks import rules"),
        ("scripts/collection/base.py", "import yaml"),
        ("search/russian.py", "from whoosh.fields import TEXT"),
        ("search/russian.py", "import scripts.checks"),
        ("scripts/helpers.py", "import os"),
    ],
)
def test_a_wrong_import_is_noticed(path: str, line: str) -> None:
    """The checker itself: without this a broken checker would pass everything."""
    assert len(wrong_imports(path, f'"""x"""\n{line}\n')) >= 1


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("scripts/checks/texts.py", "from scripts.collection import Base"),
        ("scripts/checks/texts.py", "from . import fields"),
        ("scripts/reading/yaml_lines.py", "import yaml"),
        ("scripts/cli.py", "from search.whoosh_index import open_index"),
        ("search/whoosh_index.py", "from whoosh.fields import TEXT"),
        (f"{HOOKS}/portal.py", "from mkdocs.plugins import event_priority"),
    ],
)
def test_a_right_import_is_let_alone(path: str, line: str) -> None:
    assert wrong_imports(path, f'"""x"""\n{line}\n') == []
