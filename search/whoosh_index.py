"""The Whoosh index behind the command line, evaluation and CI. The only module that imports Whoosh.

The folder holds Whoosh's own files and `corpus.json`: what the planner needs, so that opening needs no morphology.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import shutil
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from whoosh import scoring
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import STORED, TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.query import And, Or, Query, Term

from scripts.collection import Base
from search.corpus import Corpus, corpus_of
from search.documents import WEIGHTS, Searchable, searchables
from search.plan import Item, Plan, Planner
from search.russian import Lexicon
from search.thesaurus import Group, Phrase, surface_phrases

FORMAT = 1  # raise it when the same content must be indexed otherwise
LENGTH_NORM, SATURATION = 0.4, 2.0  # B and K1 of BM25
# A document that answers half of the query's weight keeps 0.5 ** COVERAGE of its score.
COVERAGE = 0.5
LEAST_COVERAGE = 0.05
IDF_POWER = 1.3
_MOST_LABELS = 3


@dataclass(frozen=True)
class Hit:
    """A result. `why` names the synonyms through which it was found; empty when the words themselves were enough."""

    id: str
    kind: str
    title: str
    url: str
    score: float
    why: tuple[str, ...] = ()


def build(base: Base, folder: Path) -> Index:
    """Make the index anew beside the old one and swap: a broken build leaves the old index in place."""
    corpus = corpus_of(base)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write(corpus, fresh)
        (fresh / "corpus.json").write_text(json.dumps(_saved(corpus, _digest(base)), ensure_ascii=False), "utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return Index(folder)


def open_index(base: Base, folder: Path) -> Index:
    """The index of the base; made anew when it is missing, broken or the content has changed since."""
    try:
        saved = json.loads((folder / "corpus.json").read_text("utf-8"))
        if saved["digest"] == _digest(base):
            return Index(folder)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return build(base, folder)


def _digest(base: Base) -> str:
    """Fingerprint of everything the index is made of."""
    content = [FORMAT, [asdict(found) for found in searchables(base)], surface_phrases(base)]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def _write(corpus: Corpus, folder: Path) -> None:
    # The corpus is already keyed: Whoosh gets keys with spaces between them and analyses nothing.
    keyed = TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False)
    index = FileStorage(str(folder)).create_index(Schema(number=STORED, **{name: keyed for name in WEIGHTS}))
    writer = index.writer()
    for number, counts in enumerate(corpus.counts):
        fields = {name: " ".join(sorted(counts[name].elements())) for name in WEIGHTS}
        writer.add_document(number=number, **fields)
    writer.commit()
    index.close()


def _saved(corpus: Corpus, digest: str) -> dict[str, Any]:
    return {
        "digest": digest,
        "documents": [asdict(found) | {"fields": {}} for found in corpus.documents],
        "lexicon": asdict(corpus.lexicon),
        "frequencies": corpus.frequencies,
        "thesaurus": [asdict(group) for group in corpus.thesaurus],
    }


def _phrases(saved: list[dict[str, Any]]) -> tuple[Phrase, ...]:
    return tuple(Phrase(tuple(phrase["keys"]), phrase["label"], phrase["factor"]) for phrase in saved)


class _CorpusWeighting(scoring.BM25F):
    """BM25 per field with one IDF for all fields: a word common in texts is no rarity for being rare in titles."""

    def __init__(self, planner: Planner):
        super().__init__(B=LENGTH_NORM, K1=SATURATION)
        self._planner = planner

    def idf(self, searcher: Any, fieldname: str, text: str | bytes) -> float:
        """As the browser's engine counts it."""
        key = text.decode() if isinstance(text, bytes) else text
        return self._planner.idf(key) ** IDF_POWER


class Index:
    """An opened index."""

    def __init__(self, folder: Path):
        saved = json.loads((folder / "corpus.json").read_text("utf-8"))
        self.documents = [Searchable(**found | {"evidence": tuple(found["evidence"])}) for found in saved["documents"]]
        groups = [Group(_phrases(group["shown"]), _phrases(group["hidden"])) for group in saved["thesaurus"]]
        self.planner = Planner(Lexicon(**saved["lexicon"]), saved["frequencies"], len(self.documents), groups)
        opened = FileStorage(str(folder)).open_index()
        self._searcher = opened.searcher(weighting=_CorpusWeighting(self.planner))

    def __len__(self) -> int:
        return len(self.documents)

    def search(
        self,
        query: str,
        limit: int = 10,
        kinds: Collection[str] | None = None,
        filters: Mapping[str, Collection[str]] | None = None,
    ) -> list[Hit]:
        """The best results: entries first, then terms and acts. `filters` are facet -> wanted values, any of them."""
        plan = self.planner.plan(query)
        leaves = [self._phrase(keys, weight) for keys, weight in self._wanted(plan).items()]
        hits = []
        for result in self._searcher.search(Or(leaves), limit=None, terms=True) if leaves else ():
            document = self.documents[result["number"]]
            if _passes(document, kinds, filters):
                matched = {key.decode() for _, key in result.matched_terms()}
                hits.append((document, result.score * self._coverage(plan, matched), matched))
        hits.sort(key=lambda hit: (not hit[0].is_entry, -hit[1], hit[0].id))
        return [_hit(document, score, _why(plan, matched)) for document, score, matched in hits[:limit]]

    def _wanted(self, plan: Plan) -> dict[tuple[str, ...], float]:
        """What to look for with its best weight. A word typed twice or reached by two ways is looked for once."""
        wanted: dict[tuple[str, ...], float] = {}
        for item in plan.items:
            for key, weight in item.alternatives:
                wanted[(key,)] = max(weight, wanted.get((key,), 0))
        for expansion in plan.expansions:
            for keys, weight, _ in expansion.alternatives:
                if all(key in self.planner.frequencies for key in keys):
                    wanted[keys] = max(weight, wanted.get(keys, 0))
        return wanted

    def _phrase(self, keys: tuple[str, ...], weight: float) -> Query:
        leaves = [self._leaf(key, weight / math.sqrt(len(keys))) for key in keys]
        return leaves[0] if len(leaves) == 1 else And(leaves)

    def _leaf(self, key: str, weight: float) -> Query:
        return Or([Term(name, key, boost=field * weight) for name, field in WEIGHTS.items()])

    def _coverage(self, plan: Plan, matched: set[str]) -> float:
        """Which part of the query's weight the document answers, by itself or through a synonym."""
        words = [item for item in plan.items if not item.negation]
        answered = {id(item) for item in words if any(key in matched for key, _ in item.alternatives)}
        for expansion in plan.expansions:
            if any(matched.issuperset(keys) for keys, _, _ in expansion.alternatives):
                answered.update(id(item) for item in plan.items[expansion.start : expansion.end + 1])
        total = sum(map(self._importance, words))
        part = sum(self._importance(item) for item in words if id(item) in answered)
        return max(part / total, LEAST_COVERAGE) ** COVERAGE if total else 1.0

    def _importance(self, item: Item) -> float:
        return max([0.2, *(self.planner.idf(key) for key, _ in item.alternatives)])


def _passes(
    document: Searchable, kinds: Collection[str] | None, filters: Mapping[str, Collection[str]] | None
) -> bool:
    if kinds and document.kind not in kinds:
        return False
    wanted = (filters or {}).items()
    return all(set(values) & set(document.facets.get(facet, ())) for facet, values in wanted if values)


def _why(plan: Plan, matched: set[str]) -> tuple[str, ...]:
    """Labels of the synonyms that stand in the document in place of a word that does not."""
    labels = []
    for expansion in plan.expansions:
        replaced = plan.items[expansion.start : expansion.end + 1]
        if all(item.negation or item.key in matched for item in replaced):
            continue
        labels += [label for keys, _, label in expansion.alternatives if matched.issuperset(keys)]
    return tuple(dict.fromkeys(labels))[:_MOST_LABELS]


def _hit(document: Searchable, score: float, why: tuple[str, ...]) -> Hit:
    return Hit(document.id, document.kind, document.title, document.url, score, why)
