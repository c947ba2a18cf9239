"""Where each key stands: per document a profile, the count of the key in every field. Pure; both indexes hold the same."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping

from search.documents import WEIGHTS

# Counts are rounded down to these: a score saturates long before the difference could be seen.
LEVELS = (0, 1, 2, 3, 5, 8, 13)

# Number of a level per field, in the order of WEIGHTS.
Profile = tuple[int, ...]
# (number of the document, profile), by number.
Postings = list[tuple[int, Profile]]


def profiles(fields: Mapping[str, Counter[str]]) -> dict[str, Profile]:
    """Key -> its profile in a document whose keys are counted by field."""
    found: dict[str, list[int]] = {}
    for place, name in enumerate(WEIGHTS):
        for key, count in fields[name].items():
            found.setdefault(key, [0] * len(WEIGHTS))[place] = bisect_right(LEVELS, count) - 1
    return {key: tuple(levels) for key, levels in found.items()}


def postings_of(counts: Iterable[Mapping[str, Counter[str]]]) -> dict[str, Postings]:
    """Postings of every key, keys sorted."""
    postings: dict[str, Postings] = {}
    for number, fields in enumerate(counts):
        for key, profile in profiles(fields).items():
            postings.setdefault(key, []).append((number, profile))
    return dict(sorted(postings.items()))
