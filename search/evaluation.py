"""How good search is: judged queries against an engine, as figures by category.

Judgements name entries by the id they had when judged; an entry that absorbed another carries the old id in
`former_ids`. Only entries that were judged for a query take part: an unjudged result is left out before counting.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Annotated, Any, Protocol

from pydantic import ConfigDict, Field

from scripts.collection import Base
from scripts.model import Part
from scripts.reading.validation import validated
from search.own_files import in_words, read_yaml

QUERIES = Path(__file__).parent / "queries.yml"
DEPTH = 10  # nDCG, MRR and recall look at this many results
USEFUL = 2  # grades: 3 the card the person needs, 2 clearly useful, 1 marginal
_FIRST_SCREEN = 3
_FETCHED = 200  # enough that DEPTH judged ones remain after the unjudged are left out
WORST = 8

METRICS = ("ndcg", "mrr", "recall", "top3", "needed", "zero")
# Categories of queries in people's own words; the others are the language of the trade.
LAY = ("lay",)


class Found(Protocol):
    """A result of an engine."""

    id: str


class SearchEngine(Protocol):
    """Whoosh or the browser's engine."""

    def search(self, query: str, limit: int) -> Iterable[Found]:
        """The best results first."""
        ...


@dataclass(frozen=True)
class Judged:
    """A query and the grades of the entries that answer it, by present ids; `universe` are all that were judged for it.

    `wide` says that entries of every kind were judged, not practices alone.
    """

    id: str
    category: str
    query: str
    grades: Mapping[str, int]
    universe: frozenset[str] = frozenset()
    wide: bool = False


class _Query(Part):
    id: str
    category: str
    query: str
    wide: bool = False
    qrels: dict[str, Annotated[int, Field(ge=0, le=3)]]


class _Judgements(Part):
    """The file of judgements; it may say more of itself than is read here."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)
    universe: list[str]
    wide: list[str] = []
    queries: list[_Query]


def read_queries(base: Base, path: Path = QUERIES) -> list[Judged]:
    """Queries that the published base can answer."""
    data = _data(path)
    present = {document.id: document.id for document in base.published}
    for document in base.published:
        present.update(dict.fromkeys(document.entry.former_ids, document.id))
    narrow = frozenset(present[identifier] for identifier in data.universe if identifier in present)
    wide = narrow | {present[identifier] for identifier in data.wide if identifier in present}
    judged = []
    for row in data.queries:
        grades: dict[str, int] = {}
        for identifier, grade in row.qrels.items():
            if identifier in present:
                now = present[identifier]
                grades[now] = max(grade, grades.get(now, 0))
        if any(grade >= USEFUL for grade in grades.values()):
            judged.append(Judged(row.id, row.category, row.query, grades, wide if row.wide else narrow, row.wide))
    return judged


def _data(path: Path) -> _Judgements:
    """The file as written; ValueError, in words for its author, when it is no list of judgements."""
    lined, problems, report = read_yaml(path)
    if not isinstance(lined.data, dict) or not {"universe", "queries"} <= lined.data.keys():
        raise ValueError(f"{path.name}: нужны разделы `universe` (что судили) и `queries` (запросы с оценками)")
    data = validated(_Judgements, lined, report)
    if data is None:
        raise ValueError(in_words(problems))
    return data


def evaluate(base: Base, engine: SearchEngine, queries_path: Path = QUERIES) -> dict[str, Any]:
    """Figures of the engine: `all`, `groups` (lay words or the language of the trade, practices or every kind judged),
    `categories` by name, `queries` with every figure, `worst` ids, the worst first.

    ndcg, mrr, recall at DEPTH; top3: a useful entry among the first three; needed: the entry of the highest grade among
    them; zero: share of queries with no result.
    """
    judged = read_queries(base, queries_path)
    rows = [_measured(query, engine) for query in judged]
    by_group: dict[str, list[dict[str, Any]]] = defaultdict(list)
    by_category: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for query, row in zip(judged, rows, strict=True):
        words = "lay" if query.category in LAY else "terms"
        by_group[f"{words}, {'every kind' if query.wide else 'practices'}"].append(row)
        by_category[row["category"]].append(row)
    worst = sorted(rows, key=lambda row: (row["ndcg"], row["id"]))[:WORST]
    return {
        "judged": len(rows),
        "all": _averages(rows),
        "groups": {name: {"n": len(found), **_averages(found)} for name, found in sorted(by_group.items())},
        "categories": {name: {"n": len(found), **_averages(found)} for name, found in sorted(by_category.items())},
        "queries": rows,
        "worst": [row["id"] for row in worst],
    }


def _averages(rows: list[dict[str, Any]]) -> dict[str, float]:
    return {name: round(mean(row[name] for row in rows), 4) if rows else 0.0 for name in METRICS}


def _measured(query: Judged, engine: SearchEngine) -> dict[str, Any]:
    found = [hit.id for hit in engine.search(query.query, limit=_FETCHED)]
    ranked = [identifier for identifier in found if identifier in query.universe][:DEPTH]
    grades = [query.grades.get(identifier, 0) for identifier in ranked]
    useful = sum(grade >= USEFUL for grade in query.grades.values())
    first = next((place for place, grade in enumerate(grades, 1) if grade >= USEFUL), 0)
    ideal = _gain(sorted(query.grades.values(), reverse=True)[:DEPTH])
    return {
        "id": query.id,
        "category": query.category,
        "query": query.query,
        "found": ranked,
        "ndcg": _gain(grades) / ideal,
        "mrr": 1 / first if first else 0.0,
        "recall": sum(grade >= USEFUL for grade in grades) / min(useful, DEPTH),
        "top3": float(0 < first <= _FIRST_SCREEN),
        "needed": float(max(query.grades.values()) in grades[:_FIRST_SCREEN]),
        "zero": float(not found),
    }


def _gain(grades: Iterable[int]) -> float:
    """Discounted cumulative gain with gain 2^grade - 1 (Burges et al., 2005)."""
    return sum((2**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, 1))


def as_text(figures: Mapping[str, Any]) -> str:
    """The figures as a table in Russian, with the worst queries below it."""
    head = f"{'категория':<20}{'запросов':>9}{'nDCG@10':>9}{'MRR@10':>8}{'полнота':>9}{'в первых 3':>12}{'нужное':>8}{'пусто':>7}"
    rows = [("все", {"n": figures["judged"], **figures["all"]}), *figures["groups"].items(), *figures["categories"].items()]
    lines = [head]
    for name, row in rows:
        lines.append(
            f"{name:<20}{row['n']:>9}{row['ndcg']:>9.3f}{row['mrr']:>8.3f}{row['recall']:>9.3f}"
            f"{row['top3']:>12.0%}{row['needed']:>8.0%}{row['zero']:>7.0%}"
        )
    by_id = {row["id"]: row for row in figures["queries"]}
    lines += ["", "Хуже всего:"]
    lines += [f"  {by_id[name]['ndcg']:.2f}  {by_id[name]['query']}" for name in figures["worst"]]
    return "\n".join(lines)
