"""How search bears a base that has grown: `python -m search.benchmark 2000 15000`.

A generated card takes its words from three real ones and has a few of its own, so that keys grow as in a real base.
Prints a line per size: seconds to make the index of Whoosh and of the browser; kilobytes (gzip) a reader fetches before
the first answer, 95th percentile of the judged queries; milliseconds of a query, 95th percentile, in Whoosh and, where
there is a Chromium, in the browser (planning and ranking, processor as it is).
"""

from __future__ import annotations

import gzip
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from scripts.collection import Base, read_base
from search.browser_engine import BrowserEngine, started_browser
from search.browser_index import index_files
from search.corpus import corpus_of_documents
from search.documents import Searchable, searchables
from search.evaluation import read_queries
from search.whoosh_index import index_corpus

_PARENTS = 3
_OWN_WORDS = 4
_SYLLABLES = "ба вар гон дел жим зор кап лун мест нар пол рус тем фон хор цель чин шар".split()


def grown(base: Base, size: int) -> list[Searchable]:
    """Documents of a base of `size` entries; the situations, terms and acts stay as they are."""
    rng = random.Random(size)
    documents = searchables(base)
    entries = [document for document in documents if document.is_entry]
    made = [_mixed(rng, number, entries) for number in range(size)]
    order = {kind: place for place, kind in enumerate(dict.fromkeys(document.kind for document in entries))}
    made.sort(key=lambda entry: order[entry.kind])
    return made + [document for document in documents if not document.is_entry]


def _mixed(rng: random.Random, number: int, entries: list[Searchable]) -> Searchable:
    parents = rng.sample(entries, _PARENTS)
    own = " ".join("".join(rng.choices(_SYLLABLES, k=4)) for _ in range(_OWN_WORDS))
    fields = {name: f"{_part(rng, [parent.fields.get(name, '') for parent in parents])} {own}" for name in parents[0].fields}
    title = _part(rng, [parent.title for parent in parents])
    return replace(parents[0], id=f"{parents[0].id}-{number}", title=title, fields=fields)


def _part(rng: random.Random, texts: list[str]) -> str:
    """A share of the words of every text, the texts' average length in all."""
    words = [word for text in texts for word in text.split() if rng.random() < 1 / len(texts)]
    return " ".join(words)


def _measure(base: Base, size: int) -> Iterator[str]:
    corpus = corpus_of_documents(grown(base, size), base, [])
    queries = [query.query for query in read_queries(base)]
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        index = index_corpus(corpus, "", Path(folder) / "search", {})
        yield f"{time.perf_counter() - started:8.1f}"
        taken = []
        for query in queries:
            started = time.perf_counter()
            index.search(query)
            taken.append((time.perf_counter() - started) * 1000)
        slow = _late(taken)
    started = time.perf_counter()
    files = index_files(corpus)
    yield f"{time.perf_counter() - started:8.1f}"
    with started_browser() as page:
        yield from _in_browser(page, files, queries)
    yield f"{slow:8.0f}"


def _in_browser(page: object, files: dict[str, str], queries: list[str]) -> Iterator[str]:
    empty = BrowserEngine.of_files(page, {"index.js": files["index.js"]})
    size = {name: len(gzip.compress(content.encode(), 9)) for name, content in files.items()}
    needed = empty.evaluate("(queries) => queries.map((typed) => engine.missing(typed))", queries)
    yield f"{size['index.js'] / 1000:8.0f}"
    yield f"{_late([size['index.js'] + sum(size[f'keys-{part}.js'] for part in parts) for parts in needed]) / 1000:8.0f}"
    engine = BrowserEngine.of_files(page, files)
    script = """(queries) => queries.map((typed) => {
      const started = performance.now();
      engine.search(typed);
      return performance.now() - started;
    })"""
    yield f"{_late(engine.evaluate(script, queries)):8.0f}"


def _late(values: list[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[int(len(values) * 0.95)]


def main(sizes: list[int]) -> None:
    """Prints the table."""
    base = read_base()
    print(f"{'entries':>8}{'Whoosh s':>9}{'files s':>9}{'index KB':>9}{'first KB':>9}{'JS ms':>9}{'Whoosh ms':>10}")
    for size in sizes:
        print(f"{size:>8}" + "".join(f" {figure}" for figure in _measure(base, size)), flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [2000, 15000])
