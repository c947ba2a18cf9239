"""The planner in Python and the one readers run, side by side in Chromium; and what the packed index unpacks to."""

from __future__ import annotations

import gzip
import json
import math
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.collection import Base
from search.browser_engine import BrowserEngine
from search.browser_index import index_files
from search.corpus import Corpus
from search.documents import WEIGHTS
from search.evaluation import read_queries
from search.packing import pack_numbers, pack_sorted, pack_table
from search.plan import Planner
from search.russian import NEGATIONS, STOP_WORDS, tokenise
from search.whoosh_index import build

ASSETS = Path(__file__).resolve().parents[1] / "docs/assets"
# gzip, for the base of today; a reader in a village pays for each.
MOST_INDEX_BYTES = 140_000
MOST_CARD_BYTES = 50_000  # titles and summaries of the results
HOSTILE = [
    "", " ", "\0", "\n\t", "😀👪", "и в на", "не", "не без нет", "x" * 10_000, "слово " * 300, "(" * 500, "[a-z]+(.*)$",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\u202eмама\u202c", "а\u0301" * 300, "\u200f\u200e",
    "__proto__", "constructor toString", "%00%ff", "ё" * 50, "и\u0306од", "№442-ФЗ", "ЁЖ", "ｍａｍａ", "𝐦𝐚𝐦𝐚", "\uffff",
    "cjwbfkmysq rjynhfrn", "CJG", "Ghbtvyfz Ctvmz ", "PECS", "[jxtim", "'nj", "мама\ufeff", "мама\u00a0", "мама ",
]  # fmt: skip


@pytest.fixture(scope="module")
def planner(corpus: Corpus) -> Planner:
    return Planner(corpus.lexicon, corpus.frequencies, len(corpus.documents), corpus.thesaurus)


@pytest.fixture(scope="module")
def engine(chromium: object, corpus: Corpus) -> BrowserEngine:
    return BrowserEngine.of_files(chromium.new_page(), index_files(corpus))


def _queries(corpus: Corpus) -> list[str]:
    """Phrases of the corpus and what hands make of them: cut, misspelt, in the other layout, in capitals."""
    rng = random.Random(5)
    layout = dict(zip("ёйцукенгшщзхъфывапролджэячсмитьбю", "`qwertyuiop[]asdfghjkl;'zxcvbnm,.", strict=True))
    phrases = []
    for document in corpus.documents:
        for name in ("title", "aliases", "asked_as", "situations", "summary"):
            phrases += [text.strip() for text in document.fields.get(name, "").split(";") if text.strip()]
    chosen = rng.sample(sorted(set(phrases)), 900)
    queries = list(chosen)
    for text in chosen[:500]:
        at = rng.randrange(len(text))
        queries.append(text[: at + 1])
        queries.append(text[:at] + text[at + 1 :])
        queries.append(text[:at] + rng.choice("абвгдежзиклмнопрст") + text[at:])
    queries += ["".join(layout.get(letter, letter) for letter in text.lower()) for text in chosen[:200]]
    queries += [text.upper() for text in chosen[:50]]
    return [*queries, *HOSTILE]


_PLANS = """(queries) => queries.map((query) => {
  const plan = engine.planner.plan(query);
  return [plan.query,
    plan.items.map((item) => [item.token, item.key, item.negation, item.respelt, item.alternatives]),
    plan.expansions.map((found) => [found.start, found.end, found.group,
      found.alternatives.map((other) => [other.keys, other.weight, other.label])])];
})"""


def _plain(planner: Planner, query: str) -> list:
    """The plan as JSON gives it back."""
    plan = planner.plan(query)
    items = [[item.token, item.key, item.negation, item.respelt, item.alternatives] for item in plan.items]
    found = [[e.start, e.end, e.group, e.alternatives] for e in plan.expansions]
    return json.loads(json.dumps([plan.query, items, found]))


def _alike(one: object, other: object) -> bool:
    """Equal, but for the last digit that a rounded weight may differ in."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_alike, one, other))
    if isinstance(one, float) or isinstance(other, float):
        return one == pytest.approx(other, abs=2e-6)
    return one == other


@pytest.mark.browser
def test_plans_are_the_same_in_python_and_in_the_browser(engine: BrowserEngine, corpus: Corpus, planner: Planner) -> None:
    queries = _queries(corpus)
    assert len(queries) >= 2000
    plans = engine.evaluate(_PLANS, queries)
    different = [
        (query[:60], mine, theirs)
        for query, theirs in zip(queries, plans, strict=True)
        if not _alike(mine := _plain(planner, query), theirs)
    ]
    assert different[:3] == []
    assert sum(bool(plan[2]) for plan in plans) > 300  # the thesaurus took part
    assert sum(any(item[3] for item in plan[1]) for plan in plans) > 300  # so did spelling


@pytest.mark.browser
def test_keys_and_tokens_are_the_same(engine: BrowserEngine, corpus: Corpus) -> None:
    texts = [text for document in corpus.documents for text in document.fields.values()] + HOSTILE
    words = sorted({word for text in texts for word in tokenise(text)} | set(corpus.lexicon.forms))
    tokens = engine.evaluate("(texts) => texts.map((text) => PraktikiRussian.tokenise(text))", texts)
    assert [text[:60] for text, found in zip(texts, tokens, strict=True) if tokenise(text) != found] == []
    keys = engine.evaluate("(words) => words.map((word) => engine.words.key(word))", words)
    assert [word for word, key in zip(words, keys, strict=True) if corpus.lexicon.key(word) != key] == []


@pytest.mark.browser
def test_the_index_unpacks_to_what_was_packed(engine: BrowserEngine, corpus: Corpus) -> None:
    found = engine.evaluate("() => engine.keys.map((key) => [key, engine.postingsOf(key).length / 2])")
    assert dict(map(tuple, found)) == corpus.frequencies
    cards = engine.evaluate("() => engine.cards.map((card) => [card.id, card.kind, card.url, card.title, card.place, card.entry])")
    assert cards == [[d.id, d.kind, d.url, d.title, d.place, d.is_entry] for d in corpus.documents]
    norms = engine.evaluate("() => engine.ranker.norms.length")
    assert norms == len(corpus.documents) * len(WEIGHTS)
    neighbours = engine.evaluate("() => engine.neighbours")
    assert neighbours == [[value for pair in near for value in pair] for near in corpus.neighbours]


@pytest.mark.browser
def test_stop_words_are_the_same(engine: BrowserEngine) -> None:
    stops, negations = engine.evaluate("() => [[...PraktikiRussian.STOP_WORDS], [...PraktikiRussian.NEGATIONS]]")
    assert (set(stops), set(negations)) == (set(STOP_WORDS), set(NEGATIONS))


@pytest.mark.browser
def test_hostile_queries_are_answered_in_the_browser(engine: BrowserEngine) -> None:
    for query in HOSTILE:
        assert len(engine.search(query, 10)) <= 10


@pytest.mark.browser
def test_both_engines_give_the_same_answers_in_the_same_order(
    base: Base, engine: BrowserEngine, corpus: Corpus, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """So the figures that test_search_whoosh guards are the browser's as well."""
    index = build(base, tmp_path_factory.mktemp("index") / "search")
    queries = [query.query for query in read_queries(base)] + _queries(corpus)[::15] + HOSTILE
    different = [
        query
        for query in queries
        if [(hit.kind, hit.id) for hit in engine.search(query, 20)] != [(hit.kind, hit.id) for hit in index.search(query, 20)]
    ]
    assert different == []
    assert len(queries) > 350


@pytest.mark.browser
def test_an_index_of_another_format_is_refused(chromium: object, corpus: Corpus) -> None:
    files = index_files(corpus)
    files["index.js"] = re.sub(r'"format":\d+', '"format":0', files["index.js"], count=1)
    with pytest.raises(Exception, match="another format"):
        BrowserEngine.of_files(chromium.new_page(), files)


@pytest.mark.browser
def test_little_is_fetched_before_the_first_answer(chromium: object, base: Base, corpus: Corpus) -> None:
    """What a reader pays for the first answer to each judged query: scripts, the plan's part, the postings; then the cards."""
    files = index_files(corpus)
    poor = BrowserEngine.of_files(chromium.new_page(), {"index.js": files["index.js"]})
    full = BrowserEngine.of_files(chromium.new_page(), files)
    size = {name: len(gzip.compress(content.encode(), 9)) for name, content in files.items()}
    scripts = sum(len(gzip.compress(script.read_bytes(), 9)) for script in sorted(ASSETS.glob("search*.js")) if script.name != "search-box.js")
    paid, cards = [], []
    for query in read_queries(base):
        keys = poor.evaluate("(typed) => engine.missing(typed)", query.query)
        paid.append(scripts + size["index.js"] + sum(size[f"keys-{number}.js"] for number in keys))
        shown = full.evaluate("(typed) => engine.missingCards.call({...engine, cards: []}, engine.search(typed).results.slice(0, 15).map((found) => found.number))", query.query)
        cards.append(sum(size[f"cards-{number}.js"] for number in shown))
    assert sorted(paid)[int(len(paid) * 0.95)] <= MOST_INDEX_BYTES
    assert sorted(cards)[int(len(cards) * 0.95)] <= MOST_CARD_BYTES


@pytest.mark.browser
def test_an_answer_needs_only_the_parts_it_asked_for(chromium: object, engine: BrowserEngine, corpus: Corpus, base: Base) -> None:
    files = index_files(corpus)
    for query in read_queries(base)[::29]:
        poor = BrowserEngine.of_files(chromium.new_page(), {"index.js": files["index.js"]})
        for number in poor.evaluate("(typed) => engine.missing(typed)", query.query):
            poor.evaluate("(script) => { new Function(script)(); }", files[f"keys-{number}.js"])
        assert poor.evaluate("(typed) => engine.missing(typed)", query.query) == []
        ranked = "(typed) => engine.search(typed).results.map((found) => [found.number, found.score])"
        assert poor.evaluate(ranked, query.query) == engine.evaluate(ranked, query.query) != []


def test_the_index_does_not_depend_on_the_order_of_hashing(repository: Path) -> None:
    program = (
        "import hashlib, pathlib; from scripts.collection import read_base; from search.browser_index import browser_files;"
        "print(hashlib.sha256(repr(browser_files(read_base(pathlib.Path('tests/base')))).encode()).hexdigest())"
    )
    sums = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=repository,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(sums) == 1


def test_every_searchable_has_a_card(base: Base, corpus: Corpus) -> None:
    assert len(corpus.documents) == len(base.published) + len(base.terms("situations")) + len(base.glossary.items) + len(base.legal.items)
    files = index_files(corpus)
    cards = [json.loads(files[f"cards-{number}.js"].split(",", 2)[2].rstrip(");\n")) for number in range(math.ceil(len(corpus.documents) / 8))]
    assert [card[0] for part in cards for card in part] == [found.id for found in corpus.documents]


def test_the_rest_is_all_parts(corpus: Corpus) -> None:
    files = index_files(corpus)
    parts = [content for name, content in files.items() if name.startswith(("keys-", "cards-"))]
    assert files["rest.js"] == "".join(parts) and len(parts) > 100


@pytest.mark.browser
def test_filters_unpack_to_the_facets_of_every_entry(engine: BrowserEngine, corpus: Corpus) -> None:
    script = index_files(corpus)["facets.js"]
    found = engine.evaluate(
        """(script) => {
          const unpack = PraktikiSearch.unpackNumbers, taken = [];
          new Function('PRAKTIKI_PART', script)((kind, number, facets, values) => taken.push([facets, unpack(values)]));
          return taken[0];
        }""",
        script,
    )
    facets, numbers = found
    assert len(facets) >= 8
    values = iter(numbers)
    for document in corpus.documents[: corpus.entries]:
        for name, _, labels in facets:
            own = [labels[next(values)][0] for _ in range(next(values))]
            assert sorted(own) == sorted(document.facets.get(name, []))
    assert next(values, None) is None


def test_words_that_are_never_shown_are_not_in_the_file_as_text(base: Base, corpus: Corpus) -> None:
    script = "".join(index_files(corpus).values())
    colloquial = {text for term in base.glossary.items.values() for text in term.colloquial if len(text.split()) > 2}
    asked = {text for document in base.published for text in document.entry.asked_as if len(text.split()) > 3}
    shown = {phrase.label for group in corpus.thesaurus for phrase in group.shown}
    assert len(colloquial) > 50 and len(asked) > 50
    assert [text for text in sorted((colloquial | asked) - shown) if f'"{text}"' in script] == []


@pytest.mark.parametrize(
    ("numbers", "text"), [([0], "#"), ([44], "O"), ([45], "Q#"), ([0, 1, 2], "#$%"), ([2025], "QP#"), ([], "")]
)
def test_packed_numbers(numbers: list[int], text: str) -> None:
    assert pack_numbers(numbers) == text


def test_packed_words() -> None:
    assert pack_sorted(["дом", "дома", "друг"]) == "0дом 3а 1руг"
    assert pack_table({"дети": "ребенк", "ребенок": "ребенк"}) == "ребенк 0дети 5ок"


def test_judged_queries_are_sound(base: Base) -> None:
    judged = read_queries(base)
    assert len({query.id for query in judged}) == len(judged) >= 220
    assert all(0 < grade <= 3 for query in judged for grade in query.grades.values())
