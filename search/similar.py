"""Entries that resemble a given one: cosine of TF-IDF vectors over Russian stems. Finds duplicates before they are published.

Stems and not the keys of the index: a check must answer at once after every edit, and the table of word forms is made
anew for every new word. With those keys the twin of a card written independently about the same practice was among
the nearest three 23 times of 23; with stems this was not measured again.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.collection import Base
from scripts.model import KIND_BY_FOLDER, TECHNOLOGY, Problem
from scripts.reading import Document, digest_of, read_document
from search.documents import entry_searchable
from search.russian import Lexicon

# From this likeness on it is worth asking the author whether the two are one.
LIKELY_TWIN = 0.30
# Two practices as alike as this are one practice, unless a relation between them says how they differ.
TWIN = 0.50
# In a handful of cards every word is rare, and any two of them look alike.
_FEWEST = 20
# A word of the title says more about what a card is than a word of its text.
_SHARES = {"title": 3.0, "aliases": 3.0, "asked_as": 1.5, "situations": 1.5, "summary": 2.0, "body": 0.5}
_STEMS = Lexicon()
# A stem of more entries than this share is left to the second, exact pass over the few pairs that pass the first.
_COMMON = 0.15

Vector = dict[str, float]


@dataclass(frozen=True)
class Near:
    """An entry and how alike it is: 0 nothing in common, 1 the same words."""

    document: Document
    likeness: float

    @property
    def is_likely_twin(self) -> bool:
        """Alike enough to ask whether both are needed."""
        return self.likeness >= LIKELY_TWIN


class Neighbours:
    """Entries (all published ones, if none are named) as vectors; make it once to compare many."""

    def __init__(self, base: Base, documents: list[Document] | None = None):
        self._base = base
        sums = {document.id: _weighted(document, base) for document in (base.published if documents is None else documents)}
        self._frequencies = Counter(stem for found in sums.values() for stem in found)
        self._total = len(sums)
        self._vectors = {identifier: self._vector(found) for identifier, found in sums.items()}

    def of(self, document: Document, limit: int = 3) -> list[Near]:
        """The nearest published entries, the likest first; the entry itself and what it replaces are left out."""
        own = self._vector(_weighted(document, self._base))
        left_out = {document.id, *document.entry.former_ids}
        near = [
            (-_cosine(own, vector), identifier)
            for identifier, vector in self._vectors.items()
            if identifier not in left_out
        ]
        return [Near(self._base.documents[identifier], -negative) for negative, identifier in sorted(near)[:limit]]

    def pairs(self, identifiers: list[str], least: float) -> Iterator[tuple[str, str, float]]:
        """Pairs of these entries at least so alike, each once, with the likeness.

        The rare stems are compared through their postings; the common ones can add no more than the product of
        their lengths, so only pairs that might still reach `least` are compared in full and none is lost.
        """
        limit = _COMMON * self._total
        postings: dict[str, list[tuple[str, float]]] = defaultdict(list)
        common_length: dict[str, float] = {}
        for identifier in identifiers:
            vector = self._vectors[identifier]
            own_length = math.sqrt(sum(w * w for stem, w in vector.items() if self._frequencies[stem] > limit))
            partial: dict[str, float] = defaultdict(float)
            for stem, weight in vector.items():
                if self._frequencies[stem] <= limit:
                    for other, its_weight in postings[stem]:
                        partial[other] += weight * its_weight
                    postings[stem].append((identifier, weight))
            for other, its_length in common_length.items():
                if partial.get(other, 0.0) + own_length * its_length >= least:
                    likeness = _cosine(vector, self._vectors[other])
                    if likeness >= least:
                        yield other, identifier, likeness
            common_length[identifier] = own_length

    def _vector(self, sums: Vector) -> Vector:
        """Unit vector: damped weighted counts times IDF. Words of every entry say nothing and drop out."""
        weights = {
            stem: (1 + math.log(amount) if amount >= 1 else amount) * math.log(self._total / documents)
            for stem, amount in sorted(sums.items())
            if 0 < (documents := self._frequencies.get(stem, 0)) < self._total
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {stem: weight / length for stem, weight in weights.items()}


def nearest(base: Base, document: Document | Path, limit: int = 3) -> list[Near]:
    """The published entries most like this one, or like the one in this file, which need not be in the base yet."""
    if isinstance(document, Path):
        document = _read(base, document)
    return Neighbours(base).of(document, limit)


def too_alike(base: Base) -> Iterator[Problem]:
    """A check of the whole base: two practices that say the same and no relation that says how they differ."""
    cards = base.of_kind(TECHNOLOGY)
    if len(cards) < _FEWEST:
        return
    # The words of a situation are compared too, and what is related decides which pairs may be alike.
    judged = digest_of("alike", *sorted(card.digest for card in cards), *sorted(_words_of_situations(base)))
    if base.kept.get(judged):
        return
    related = {
        frozenset((document.id, relation.id)) for document in base.documents.values() for relation in document.entry.related
    }
    sound = True
    for one, other, likeness in Neighbours(base, cards).pairs([card.id for card in cards], TWIN):
        if frozenset((one, other)) not in related:
            first, second = sorted((base.documents[one], base.documents[other]), key=lambda document: document.path)
            text = f"похожа на {second.path} на {f'{likeness:.2f}'.replace('.', ',')}"
            fix = "сведите их в одну или свяжите в `related` и скажите в `why`, чем они различаются"
            yield Problem(first.path, 1, "L10", text, fix)
            sound = False
    if sound:
        base.kept.put(judged, True)


def _words_of_situations(base: Base) -> Iterator[str]:
    return (_words_of(base, identifier) for identifier in base.terms("situations"))


def _words_of(base: Base, situation: str) -> str:
    term = base.terms("situations").get(situation)
    return "; ".join([term.label, *term.synonyms]) if term else ""


def _read(base: Base, path: Path) -> Document:
    """The entry in the file; ValueError, in words for its author, when it cannot be read as one."""
    kind = KIND_BY_FOLDER.get(path.parent.resolve().name)
    if kind is None:
        raise ValueError(f"{path}: файл должен лежать в папке вида записи: {', '.join(KIND_BY_FOLDER)}")
    problems: list[Problem] = []
    document = read_document(path, str(path), kind, problems)
    if document is None:
        raise ValueError("\n".join(str(problem) for problem in problems))
    return document


def _weighted(document: Document, base: Base) -> Vector:
    """Counts of stems, each by the share of the field it stands in."""
    found = entry_searchable(document, base)
    fields = found.fields | {"situations": "; ".join(_words_of(base, situation) for situation in found.situations)}
    sums: Vector = defaultdict(float)
    for name, share in _SHARES.items():
        for stem in _STEMS.keys(fields[name]):
            sums[stem] += share
    return sums


def _cosine(one: Vector, other: Vector) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[key] for key, weight in one.items() if key in other)
