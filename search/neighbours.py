"""Which entries stand near an entry: alike in words, or named in its `related`. Pure.

What is near a good answer is often an answer too («cluster hypothesis», van Rijsbergen 1979): a question names one
side of a trouble, and the cards about its other sides share their words with the card that was found. Measured on
queries not used for tuning: +.03 nDCG@10.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

MOST = 8
# In a base of more entries than this the neighbours of all would weigh more than the rest of the browser's index.
LARGEST = 3000
RELATED = 0.15  # a relation written by the authors, beside a likeness of about that size
# A word of the title says more about what an entry is than a word of its text.
_SHARES = {"title": 3.0, "aliases": 3.0, "asked_as": 1.5, "summary": 2.0, "body": 0.5}
# A key of more entries than this tells little, and comparing through it would cost the square of their number.
_COMMON_SHARE, _COMMON = 0.15, 80

# (number of the entry, weight from 0 to 1), by number.
Near = tuple[tuple[int, float], ...]


def neighbours_of(
    counts: Sequence[Mapping[str, Counter[str]]], related: Iterable[tuple[int, int]], most: int = MOST
) -> list[Near]:
    """For every entry the `most` likest ones (cosine of TF-IDF) and those it is related to, from either end.

    Nothing for a base of more than LARGEST entries: there are answers enough without them.
    """
    if len(counts) > LARGEST:
        return [()] * len(counts)
    weights: list[dict[int, float]] = [dict(_likest(found, most)) for found in _likeness(counts)]
    for one, other in related:
        for here, there in ((one, other), (other, one)):
            weights[here][there] = weights[here].get(there, 0.0) + RELATED
    return [tuple((number, round(weight, 2)) for number, weight in sorted(found.items())) for found in weights]


def _likest(found: Mapping[int, float], most: int) -> list[tuple[int, float]]:
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:most]


def _likeness(counts: Sequence[Mapping[str, Counter[str]]]) -> list[dict[int, float]]:
    """Cosines through the keys that few entries have."""
    sums = [_weighted(fields) for fields in counts]
    frequencies = Counter(key for found in sums for key in found)
    limit = min(_COMMON, max(2, int(_COMMON_SHARE * len(sums))))
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    cosines: list[dict[int, float]] = [defaultdict(float) for _ in sums]
    for number, found in enumerate(sums):
        vector = {
            key: (1 + math.log(amount) if amount >= 1 else amount) * math.log(len(sums) / frequencies[key])
            for key, amount in sorted(found.items())
        }
        length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
        for key, value in vector.items():
            if frequencies[key] <= limit:
                for other, its in postings[key]:
                    product = its * value / length
                    cosines[number][other] += product
                    cosines[other][number] += product
                postings[key].append((number, value / length))
    return cosines


def _weighted(fields: Mapping[str, Counter[str]]) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for name, share in _SHARES.items():
        for key, count in fields[name].items():
            sums[key] += share * count
    return sums
