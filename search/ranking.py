"""A query plan to ranked documents: one definition for both engines. Pure; postings come from whoever keeps them.

docs/assets/search-ranking.js does the same in the browser; tests/test_search_parity.py keeps the two equal.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from search.documents import WEIGHTS
from search.neighbours import Near
from search.plan import Expansion, Item, Plan, Planner
from search.postings import LEVELS, Postings

# BM25 per field, the fields' scores added with their weights: better here than BM25F's one saturation.
LENGTH_NORM, SATURATION = 0.5, 1.5  # b and k1
IDF_POWER = 1.0
# A document that answers half of the query's weight keeps 0.5 ** COVERAGE of its score.
COVERAGE, LEAST_COVERAGE = 0.75, 0.05
THROUGH_SYNONYM = 0.9  # how much of a word its synonym answers
SECOND_HIT = 0.6  # part that the weaker of «the word itself» and «its synonym» adds to the stronger
LEAST_IMPORTANCE = 0.2
NEARNESS = 0.5  # part of its neighbours' scores that a found entry gets

Scores = dict[int, float]


@dataclass(frozen=True)
class Ranked:
    """A document by number. `why` names the synonyms through which it was found; empty when its own words were enough."""

    number: int
    score: float
    why: tuple[str, ...]


def length_norms(lengths: Sequence[Sequence[int]]) -> list[tuple[float, ...]]:
    """Per document and field: 1 for a field of average length, more for a longer one."""
    averages = [sum(found) / len(lengths) or 1.0 for found in zip(*lengths, strict=True)]
    return [
        tuple(1 - LENGTH_NORM + LENGTH_NORM * length / average for length, average in zip(found, averages, strict=True))
        for found in lengths
    ]


class Ranker:
    """Ranks the documents of an index; the first of them are entries, one for each row of `neighbours`."""

    def __init__(
        self,
        planner: Planner,
        lengths: Sequence[Sequence[int]],
        neighbours: Sequence[Near],
        inherited: Sequence[Near],
        postings: Callable[[str], Postings],
    ):
        self.planner = planner
        self._norms = length_norms(lengths)
        self._neighbours = neighbours
        self._entries = len(neighbours)
        self._heirs: dict[int, list[tuple[int, float]]] = {}
        for number, found in enumerate(inherited):
            for source, weight in found:
                self._heirs.setdefault(source, []).append((number, weight))
        self._postings = postings
        self._of_keys: dict[str, Scores] = {}

    def rank(self, plan: Plan) -> list[Ranked]:
        """Every document that answers a word of the plan: entries first, then the rest, each group the best first."""
        answers = _Answers([self._of_item(item) for item in plan.items if not item.negation])
        importance = [self._importance(item) for item in plan.items if not item.negation]
        places = {id(item): place for place, item in enumerate(item for item in plan.items if not item.negation)}
        for expansion in plan.expansions:
            replaced = plan.items[expansion.start : expansion.end + 1]
            answers.add(self._of_expansion(expansion), [places[id(item)] for item in replaced if id(item) in places])
        scores = {number: answers.score(number, importance) for number in answers.total}
        ranked = [
            Ranked(number, score, tuple(answers.why.get(number, ()))) for number, score in self._with_neighbours(scores).items()
        ]
        return sorted(ranked, key=lambda found: (found.number >= self._entries, -found.score, found.number))

    def _of_key(self, key: str) -> Scores:
        """Score of one key in every document that has it, and in the heirs of those documents."""
        scores = self._of_keys.get(key)
        if scores is None:
            importance = self.planner.idf(key) ** IDF_POWER
            scores = self._of_keys[key] = {}
            for number, profile in self._postings(key):
                score = importance * _strength(profile, self._norms[number])
                scores[number] = scores.get(number, 0.0) + score
                for heir, weight in self._heirs.get(number, ()):
                    scores[heir] = scores.get(heir, 0.0) + weight * score
        return scores

    def _of_item(self, item: Item) -> Scores:
        best: Scores = {}
        for key, weight in item.alternatives:
            for number, score in self._of_key(key).items():
                best[number] = max(best.get(number, 0.0), score * weight)
        return best

    def _of_expansion(self, expansion: Expansion) -> dict[int, tuple[float, str]]:
        """The best of its phrases per document, with its label; all keys of a phrase must stand in the document."""
        best: dict[int, tuple[float, str]] = {}
        for keys, weight, label in expansion.alternatives:
            found = [self._of_key(key) for key in keys]
            for number in min(found, key=len):
                if all(number in scores for scores in found):
                    score = weight * sum(scores[number] for scores in found) / math.sqrt(len(keys))
                    if score > best.get(number, (0.0, ""))[0]:
                        best[number] = (score, label)
        return best

    def _importance(self, item: Item) -> float:
        return max([LEAST_IMPORTANCE, *(self.planner.idf(key) for key, _ in item.alternatives)])

    def _with_neighbours(self, scores: Scores) -> Scores:
        """A found entry gets a part of what its neighbours have; nothing is found through a neighbour alone."""
        return {
            number: score + NEARNESS * sum(weight * scores.get(other, 0.0) for other, weight in self._neighbours[number])
            if number < self._entries
            else score
            for number, score in scores.items()
        }


class _Answers:
    """What the words of a query, and the synonyms of them, found: scores, what is covered, and through what."""

    def __init__(self, own: list[Scores]):
        self._own = own
        self.total: Scores = {}
        self.why: dict[int, dict[str, None]] = {}
        self._covered: list[dict[int, float]] = []
        for scores in own:
            self._covered.append(dict.fromkeys(scores, 1.0))
            for number, score in scores.items():
                self.total[number] = self.total.get(number, 0.0) + score

    def add(self, found: dict[int, tuple[float, str]], places: list[int]) -> None:
        """A synonym of the words at `places`."""
        for number, (score, label) in found.items():
            literal = sum(self._own[place].get(number, 0.0) for place in places)
            gain = score - literal + SECOND_HIT * literal if score > literal else SECOND_HIT * score
            self.total[number] = self.total.get(number, 0.0) + gain
            if any(number not in self._covered[place] for place in places):
                self.why.setdefault(number, {})[label] = None
            for place in places:
                covered = self._covered[place]
                covered[number] = max(covered.get(number, 0.0), THROUGH_SYNONYM)

    def score(self, number: int, importance: list[float]) -> float:
        """The sum, less what is due for the words that stand neither themselves nor as a synonym in the document."""
        answered = sum(
            covered.get(number, 0.0) * weight for covered, weight in zip(self._covered, importance, strict=True)
        )
        part = answered / (sum(importance) or 1.0)
        return self.total[number] * max(part, LEAST_COVERAGE) ** COVERAGE


def _strength(profile: Sequence[int], norms: Sequence[float]) -> float:
    return sum(
        weight * LEVELS[level] * (SATURATION + 1) / (LEVELS[level] + SATURATION * norm)
        for weight, level, norm in zip(WEIGHTS.values(), profile, norms, strict=True)
        if level
    )
