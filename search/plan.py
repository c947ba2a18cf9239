"""A query to a plan: which keys to look for, with which weights, and why. Pure; knows no engine.

docs/assets/search-plan.js holds the same planner; tests/test_search_parity.py keeps the two equal. Weights come
from a prototype that was measured on queries not used for tuning; only SYNONYM was lowered since, after both halves of
search/queries.yml agreed. What did not help (relevance feedback, families of derived words) is not here.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from search.russian import NEGATIONS, STOP_WORDS, Lexicon, stem, tokenise
from search.thesaurus import SYNONYM, Group, Phrase

# A longer query is a pasted document; its beginning says what it is about.
LONGEST_QUERY = 400
MOST_WORDS = 24

PREFIX_BESIDE_EXACT = 0.1  # a whole word may begin a longer one; with more, «матери» and «мать» would part ways
PREFIX_ALONE = 0.8
SHORTEST_PREFIX = 2
MOST_PREFIXED = 40
# Spelling: one edit from four letters, two from eight; a wrong first letter counts half an edit more.
ONE_EDIT, TWO_EDITS = 0.8, 0.4
SHORTEST_MISSPELT, LONG_WORD = 4, 8
MOST_SPELLINGS = 3
# A word nobody wrote and that resembles none: its kin by a shared beginning («ученический», «ученик») or by a part of it
# («психбольница», «больница»).
KIN, LEAST_SHARED, MOST_KIN = 0.5, 5, 3

_SPACES = (" ", "\t", "\n", "\r", "\u00a0")  # the word before one of them is complete
_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,." + '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>'
_CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбю" * 2
_LAYOUT = str.maketrans(_LATIN, _CYRILLIC)


@dataclass
class Item:
    """A word of the query: its key and the keys to look for, (key, weight), the best first.

    `respelt` says that nobody wrote the word and that its neighbours by spelling stand in for it.
    """

    token: str
    key: str
    negation: bool = False
    respelt: bool = False
    alternatives: list[tuple[str, float]] = field(default_factory=list)


@dataclass(frozen=True)
class Expansion:
    """Words `start`…`end` (inclusive) mean the same as each of `alternatives`: (keys, weight, label)."""

    start: int
    end: int
    group: int
    alternatives: tuple[tuple[tuple[str, ...], float, str], ...]


@dataclass(frozen=True)
class Plan:
    """`query` is the text that was understood: another than typed when the keyboard layout was wrong."""

    query: str
    items: list[Item]
    expansions: list[Expansion]


class Planner:
    """Plans queries against one corpus: its word forms, the frequencies of its keys, its thesaurus."""

    def __init__(self, lexicon: Lexicon, frequencies: Mapping[str, int], total: int, thesaurus: Sequence[Group]):
        self.lexicon = lexicon
        self.frequencies = frequencies
        self.total = total
        self.keys = sorted(frequencies)
        self.thesaurus = thesaurus
        self._triggers: dict[str, list[tuple[int, Phrase]]] = {}
        self._abbreviations = set()
        for number, group in enumerate(thesaurus):
            for phrase in group.triggers:
                self._triggers.setdefault(phrase.keys[0], []).append((number, phrase))
                if len(phrase.keys) == 1 and phrase.label.isupper():
                    self._abbreviations.add(phrase.keys[0])

    def plan(self, typed: str) -> Plan:
        """The plan of whatever was typed; never raises."""
        query = self._in_right_layout(typed[:LONGEST_QUERY])
        tokens = tokenise(query)[:MOST_WORDS]
        unfinished = not query.endswith(_SPACES)
        only_stops = all(token in STOP_WORDS for token in tokens)
        items = []
        for position, token in enumerate(tokens):
            stop = token in STOP_WORDS and not only_stops
            if stop and token in NEGATIONS:
                items.append(Item(token, token, negation=True))
            elif not stop:
                items.append(self._item(token, unfinished and position == len(tokens) - 1))
        return Plan(query, items, self._expansions(items))

    def idf(self, key: str) -> float:
        """How much a key says: the probabilistic IDF of BM25, never negative. Unknown keys get the most."""
        documents = self.frequencies.get(key, 0)
        return math.log(1 + (self.total - documents + 0.5) / (documents + 0.5))

    def _in_right_layout(self, query: str) -> str:
        """«ghbtvyfz ctvmz» is «приемная семья», unless all of it is known as it stands, or none of it the other way."""
        if not re.search("[a-zA-Z]", query) or re.search("[а-яёА-ЯЁ]", query):
            return query
        other = query.translate(_LAYOUT)
        words = [word for word in tokenise(other) if word not in STOP_WORDS]
        typed = tokenise(query)
        sensible = sum(self._is_known(word) or (len(word) > 2 and bool(self._with_prefix(word))) for word in words)
        known = sum(word in self.frequencies for word in typed)
        return other if sensible and sensible * 2 >= len(words) and known < len(typed) else query

    def _is_known(self, word: str) -> bool:
        key = self.lexicon.key(word)
        return key in self.frequencies or key in self._triggers

    def _item(self, token: str, unfinished: bool) -> Item:
        item = Item(token, self.lexicon.key(token))
        exact = item.key in self.frequencies
        if exact:
            item.alternatives.append((item.key, 1.0))
        # «СОП» is whole: it does not begin «сопровождение».
        if unfinished and len(token) >= SHORTEST_PREFIX and not (exact and item.key in self._abbreviations):
            weight = PREFIX_BESIDE_EXACT if exact else PREFIX_ALONE
            found = sorted((-self.frequencies[key], key) for key in self._with_prefix(token) if key != item.key)
            item.alternatives += [(key, weight) for _, key in found[:MOST_PREFIXED]]
        if not item.alternatives and item.key not in self._triggers and len(token) >= SHORTEST_MISSPELT:
            item.alternatives = self._respelt(stem(token), 2 if len(token) >= LONG_WORD else 1)
            item.respelt = bool(item.alternatives)
            item.alternatives = item.alternatives or self._kin(stem(token))
            if item.alternatives:
                item.key = item.alternatives[0][0]
        return item

    def _with_prefix(self, prefix: str) -> list[str]:
        """Keys that begin so. The prefix is not stemmed: «насил» would become «нас»."""
        found = []
        for position in range(bisect_left(self.keys, prefix), len(self.keys)):
            if not self.keys[position].startswith(prefix):
                break
            found.append(self.keys[position])
        return found

    def _respelt(self, misspelt: str, most: int) -> list[tuple[str, float]]:
        """The nearest keys: by edits, then by frequency."""
        near = []
        for key in self.keys:
            if abs(len(key) - len(misspelt)) > most or len(key) < SHORTEST_MISSPELT:
                continue
            edits = OSA.distance(misspelt, key, score_cutoff=most)
            if edits <= most:
                near.append((edits + (0 if key[:1] == misspelt[:1] else 0.5), -self.frequencies[key], key))
        near.sort()
        close = [found for found in near[:MOST_SPELLINGS] if found[0] - near[0][0] < 1]
        return [(key, ONE_EDIT if edits < 1.5 else TWO_EDITS) for edits, _, key in close]

    def _kin(self, word: str) -> list[tuple[str, float]]:
        """Keys with the longest beginning in common with the word, or else the longest that it contains."""
        if len(word) < LEAST_SHARED:
            return []
        best = {key: _shared(word, key) for key in self._with_prefix(word[:LEAST_SHARED])}
        for start in range(len(word) - LEAST_SHARED + 1):
            for end in range(start + LEAST_SHARED, len(word) + 1):
                if word[start:end] in self.frequencies:
                    best[word[start:end]] = end - start
        found = sorted((-length, len(key), key) for key, length in best.items())
        return [(key, KIN) for _, _, key in found[:MOST_KIN]]

    def _expansions(self, items: list[Item]) -> list[Expansion]:
        keys = tuple(item.key for item in items)
        found = []
        for start, key in enumerate(keys):
            for number, phrase in self._triggers.get(key, ()):
                end = start + len(phrase.keys)
                if keys[start:end] == phrase.keys:
                    found.append(Expansion(start, end - 1, number, self._alternatives(number, phrase)))
        return found

    def _alternatives(self, number: int, trigger: Phrase) -> tuple[tuple[tuple[str, ...], float, str], ...]:
        """The group's other phrases. An expansion weighs no more than the words it replaces: see `_cap`."""
        return tuple(
            (phrase.wanted, round(self._weight(trigger, phrase), 6), phrase.label)
            for phrase in self.thesaurus[number].shown
            if phrase.keys != trigger.keys
        )

    def _weight(self, trigger: Phrase, phrase: Phrase) -> float:
        return SYNONYM * trigger.factor * phrase.factor * self._cap(trigger.wanted, phrase.wanted)

    def _cap(self, replaced: Sequence[str], wanted: Sequence[str]) -> float:
        """At most 1: a rare synonym of common words must not outweigh them (+.045 nDCG on lay queries)."""
        average = sum(map(self.idf, wanted)) / len(wanted)
        return min(1.0, sum(map(self.idf, replaced)) / average) if average > 0 else 1.0


def _shared(one: str, other: str) -> int:
    """Length of the common beginning."""
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return length
