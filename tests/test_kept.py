"""What a check keeps between runs never changes what it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts.checks import check
from scripts.collection import read_base

CARD = "practices/technologies/klub-odin.md"
KEPT = "build/kept.json"


def said(base: Path) -> list[str]:
    return [str(problem) for problem in check(read_base(base))]


def test_second_run_reads_the_same_entries(base_copy: Path) -> None:
    first = read_base(base_copy)
    check(first)
    second = read_base(base_copy)
    assert (base_copy / KEPT).is_file() and second.documents.keys() == first.documents.keys()
    for identifier, document in first.documents.items():
        again = second.documents[identifier]
        assert (again.entry, again.body, again.body_line, again.path) == (document.entry, document.body, document.body_line, document.path)
        assert type(again.entry) is type(document.entry)


def test_entry_spoiled_after_a_sound_run_is_found_with_its_line(base_copy: Path) -> None:
    assert said(base_copy) == []
    file = base_copy / CARD
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("- psiholog", "- vodolaz", 1).replace("**Где:**", "Где:", 1), encoding="utf-8")
    found = said(base_copy)
    assert len(found) == 2 and f"{CARD}:{text[: text.index('- psiholog')].count(chr(10)) + 1}: V01" in found[0]
    assert "T06" in found[1]
    assert said(base_copy) == found, "an unsound entry is never kept as sound"


def test_sound_entry_is_unsound_when_its_neighbour_goes(base_copy: Path) -> None:
    assert said(base_copy) == []
    (base_copy / "practices/technologies/klub-tri.md").unlink()
    assert any("L01" in line for line in said(base_copy))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b'{"code": 1}', b'{"kept": {}, "code": null}'])
def test_spoiled_keeping_is_ignored(content: bytes, base_copy: Path) -> None:
    (base_copy / "build").mkdir(exist_ok=True)
    (base_copy / KEPT).write_bytes(content)
    assert said(base_copy) == []


def test_keeping_of_another_code_is_ignored(base_copy: Path) -> None:
    said(base_copy)
    kept = json.loads((base_copy / KEPT).read_text(encoding="utf-8"))
    lying = {digest: True if value is True else value.replace("klub-", "krug-") for digest, value in kept["kept"].items()}
    (base_copy / KEPT).write_text(json.dumps({"code": "other", "kept": lying}), encoding="utf-8")
    assert said(base_copy) == []


def test_kept_value_of_a_wrong_kind_is_ignored(base_copy: Path) -> None:
    said(base_copy)
    kept = json.loads((base_copy / KEPT).read_text(encoding="utf-8"))
    for wrong in ("{}", "[", 7, "null"):
        spoiled = {**kept, "kept": {digest: value if value is True else wrong for digest, value in kept["kept"].items()}}
        (base_copy / KEPT).write_text(json.dumps(spoiled), encoding="utf-8")
        assert said(base_copy) == []


def test_tree_that_cannot_be_written_to_is_checked_all_the_same(base_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert said(base_copy) == []
