"""`praktiki search`, `index`, `similar`, `eval`, `words` as a person calls them."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scripts.cli import main
from scripts.collection import read_base
from search.facet_values import UnknownValue, find_value
from search.opensearch import opensearch


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, repository_root: Path) -> Iterator[Path]:
    """A copy of the practices, where an index may be made."""
    folder = tmp_path_factory.mktemp("base")
    shutil.copytree(repository_root / "practices", folder / "practices")
    shutil.copytree(repository_root / "docs", folder / "docs")
    (folder / "build").mkdir()
    for kept in ("lexicon.json", "kept.json"):
        if (repository_root / "build" / kept).is_file():
            shutil.copy(repository_root / "build" / kept, folder / "build" / kept)
    yield folder


@pytest.fixture(scope="module")
def repository_root() -> Path:
    return Path(__file__).resolve().parents[1]


def run(root: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(main, ["--root", str(root), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def _found(result: Result) -> list[dict]:
    assert result.exit_code == 0
    return json.loads(result.stdout)


def test_filters_keep_what_fits(root: Path) -> None:
    base = read_base(root)
    found = _found(run(root, "search", "мама пьёт", "--age", "0-3", "--sector", "школа", "--json", "--limit", "50"))
    assert found and set(found[0]) == {"id", "kind", "title", "url", "score", "why"}
    for row in found:
        entry = base.documents[row["id"]].entry
        assert {"0-3", "any"} & set(entry.child_ages) and "obrazovanie" in entry.sectors
    everything = _found(run(root, "search", "мама пьёт", "--json", "--limit", "100"))
    assert len(everything) > len(found)


def test_a_facet_given_twice_widens(root: Path) -> None:
    def ids(*arguments: str) -> set[str]:
        return {row["id"] for row in _found(run(root, "search", "школа", "--json", "--limit", "100", *arguments))}

    police, sport = ids("--sector", "полиция"), ids("--sector", "спорт")
    assert police and sport and ids("--sector", "полиция", "--sector", "спорт") == police | sport


def test_a_region_holds_its_districts(root: Path) -> None:
    base = read_base(root)
    found = _found(run(root, "search", "семья", "--territory", "Новосибирская область", "--kind", "technology", "--json", "--limit", "100"))
    places = {place.territory for row in found for place in base.documents[row["id"]].entry.applied_in}
    assert len(found) > 20 and places - {"novosibirskaya-oblast"}


def test_an_unknown_value_is_answered_with_those_there_are(root: Path) -> None:
    result = run(root, "search", "мама", "--sector", "магия")
    assert result.exit_code == 2 and "--sector: нет значения «магия»" in result.stderr and "образование" in result.stderr


def test_nothing_found_with_filters_says_so(root: Path) -> None:
    result = run(root, "search", "мама", "--kind", "act", "--age", "0-3")
    assert result.exit_code == 0 and "Снимите часть фильтров" in result.stdout


def test_situations_and_their_kind(root: Path) -> None:
    found = _found(run(root, "search", "подросток сбежал из дома", "--kind", "situation", "--json"))
    assert found[0]["id"] == "uhody-iz-doma" and found[0]["url"] == "situations/uhody-iz-doma/"


def test_the_index_is_brought_up_to_date(root: Path) -> None:
    run(root, "index")
    assert "изменений нет" in run(root, "index").stdout
    card = root / "practices/technologies/signal-card.md"
    text = card.read_text("utf-8")
    card.write_text(text.replace("\nasked_as:\n", "\nasked_as:\n  - попугай на жёрдочке\n", 1), "utf-8")
    said = run(root, "index").stdout
    assert 1 <= int(said.rsplit(" ", 1)[1].rstrip(".\n")) < 100
    assert _found(run(root, "search", "попугай на жёрдочке", "--json"))[0]["id"] == "signal-card"
    card.write_text(text, "utf-8")


def test_similar_for_machines(root: Path) -> None:
    found = _found(run(root, "similar", str(root / "practices/technologies/signal-card.md"), "--json"))
    assert len(found) == 3 and found[0]["likeness"] >= found[1]["likeness"] > 0


def test_own_queries_are_measured(root: Path, tmp_path: Path) -> None:
    queries = tmp_path / "own.yml"
    queries.write_text("universe: [signal-card]\nqueries:\n- {id: a, category: lay, query: сигнальная карта, qrels: {signal-card: 3}}\n", "utf-8")
    figures = json.loads(run(root, "eval", "--queries", str(queries), "--json").stdout)
    assert figures["judged"] == 1 and figures["all"]["ndcg"] == 1 and "lay, practices" in figures["groups"]


def test_a_portal_that_is_not_built_is_asked_for(root: Path, tmp_path: Path) -> None:
    result = run(root, "eval", "--engine", "browser", "--site-dir", str(tmp_path))
    assert result.exit_code == 2 and "praktiki build" in result.stderr


@pytest.mark.browser
def test_the_built_portal_is_measured_in_the_browser(root: Path, portal: Path, tmp_path: Path) -> None:
    """As `praktiki eval --engine browser`, in a process of its own: a running Playwright allows no second one."""
    import subprocess
    import sys

    queries = tmp_path / "own.yml"
    queries.write_text("universe: [signal-card]\nqueries:\n- {id: a, category: lay, query: сигнальная карта, qrels: {signal-card: 3}}\n", "utf-8")
    command = [sys.executable, "-m", "scripts.cli", "--root", str(root), "eval", "--engine", "browser"]
    done = subprocess.run(
        [*command, "--site-dir", str(portal), "--queries", str(queries), "--json"],
        capture_output=True, text=True, check=True, cwd=Path(__file__).resolve().parents[1],
    )  # fmt: skip
    assert json.loads(done.stdout)["all"] == {"ndcg": 1, "mrr": 1, "recall": 1, "top3": 1, "needed": 1, "zero": 0}


def test_the_words_of_search_are_looked_through(root: Path) -> None:
    result = run(root, "words")
    assert result.exit_code == 0 and result.stdout.splitlines()[-1].startswith("Замечаний: ")


@pytest.mark.parametrize(
    ("vocabulary", "words", "value"),
    [("sectors", "школа", "obrazovanie"), ("sectors", "Опека", "opeka"), ("child_ages", "0-3", "0-3"), ("child_ages", "младенцы", "0-3")],
)
def test_a_value_may_be_called_by_its_words(root: Path, vocabulary: str, words: str, value: str) -> None:
    assert value in find_value(read_base(root).terms(vocabulary), words)


@pytest.mark.parametrize("words", ["", " ", "и", "магия", "../x"])
def test_what_is_no_value(root: Path, words: str) -> None:
    with pytest.raises(UnknownValue):
        find_value(read_base(root).terms("sectors"), words)


def test_opensearch_is_valid_and_leads_to_the_search_page() -> None:
    root = ET.fromstring(opensearch('Практики & "рядом"', "https://example.org/a&b"))
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert root.tag == f"{space}OpenSearchDescription"
    assert len(root.findtext(f"{space}ShortName") or "") <= 16
    url = root.find(f"{space}Url")
    assert url is not None and url.get("template") == "https://example.org/a&b/search/?q={searchTerms}"
