"""Everything both engines are made from: documents, the table of word forms, document frequencies, the thesaurus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scripts.collection import Base
from search.documents import FIRST_SITUATION, OTHER_SITUATION, SITUATION, WEIGHTS, Facet, Searchable, facet_values, searchables
from search.lexicon_cache import cached_lexicon
from search.neighbours import Near, neighbours_of
from search.russian import Lexicon, single_words, tokenise
from search.thesaurus import Group, abbreviations, compile_thesaurus, surface_phrases

LEXICON = "build/lexicon.json"  # below the repository
_OFTEN = 4


@dataclass(frozen=True)
class Corpus:
    """`counts[i][field][key]` is how often the key stands in the field of documents[i].

    The first documents are entries. `neighbours[i]` are entries near the entry i; `inherited[i]` are its situations,
    whose words it is found by as well. Both are (number of the document, weight).
    """

    documents: list[Searchable]
    lexicon: Lexicon
    counts: list[dict[str, Counter[str]]]
    frequencies: dict[str, int]
    thesaurus: list[Group]
    neighbours: list[Near]
    inherited: list[Near]
    facets: list[Facet]

    @property
    def entries(self) -> int:
        """How many of the documents are entries."""
        return len(self.neighbours)

    @property
    def lengths(self) -> list[tuple[int, ...]]:
        """Keys in every field of every document."""
        return [tuple(fields[name].total() for name in WEIGHTS) for fields in self.counts]


def corpus_of(base: Base) -> Corpus:
    """Read the base into a corpus. The costly step: morphology of all its words (measured 1–3 s cold)."""
    documents = searchables(base)
    return corpus_of_documents(documents, base, _related(base, [document for document in documents if document.is_entry]))


def corpus_of_documents(documents: list[Searchable], base: Base, related: Iterable[tuple[int, int]]) -> Corpus:
    """A corpus of these documents, entries first, with the thesaurus of the base; `related` are pairs of entries."""
    lexicon = _lexicon(documents, base)
    counts = [field_counts(document, lexicon) for document in documents]
    frequencies = document_frequencies(counts)
    thesaurus = compile_thesaurus(base, lexicon, frequencies, len(documents))
    entries = [document for document in documents if document.is_entry]
    near = neighbours_of(counts[: len(entries)], related)
    return Corpus(documents, lexicon, counts, frequencies, thesaurus, near, _inherited(documents, entries), facet_values(base))


def _related(base: Base, entries: list[Searchable]) -> Iterator[tuple[int, int]]:
    """Pairs of entries one of which names the other."""
    numbers = {entry.id: number for number, entry in enumerate(entries)}
    for number, entry in enumerate(entries):
        for relation in base.documents[entry.id].entry.related:
            if relation.id in numbers:
                yield number, numbers[relation.id]


def _inherited(documents: list[Searchable], entries: list[Searchable]) -> list[Near]:
    """The situations of every entry, each with its weight."""
    numbers = {found.id: number for number, found in enumerate(documents) if found.kind == SITUATION}
    return [
        tuple(
            sorted(
                (numbers[name], OTHER_SITUATION if place else FIRST_SITUATION)
                for place, name in enumerate(entry.situations)
                if name in numbers
            )
        )
        for entry in entries
    ]


def _lexicon(documents: list[Searchable], base: Base) -> Lexicon:
    """A word that stands a time or two, in the depth of texts, is left to Snowball: its paradigm is not worth the time."""
    headings = [text for found in documents for name, text in found.fields.items() if name != "body"]
    prominent = token_counts([*headings, *surface_phrases(base)])
    frequencies = prominent + token_counts(found.fields.get("body", "") for found in documents)
    words = [word for word, count in frequencies.items() if count >= _OFTEN or word in prominent]
    return cached_lexicon(base.root / LEXICON, frequencies, words, single_words(abbreviations(base)))


def token_counts(texts: Iterable[str]) -> Counter[str]:
    """How often each word form stands in the texts."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(tokenise(text))
    return counts


def field_counts(document: Searchable, lexicon: Lexicon) -> dict[str, Counter[str]]:
    """Keys of every field of the document with their counts."""
    return {name: Counter(lexicon.keys(document.fields.get(name, ""))) for name in WEIGHTS}


def document_frequencies(counts: Iterable[dict[str, Counter[str]]]) -> dict[str, int]:
    """In how many documents each key stands, in whichever field."""
    frequencies: Counter[str] = Counter()
    for fields in counts:
        frequencies.update(set().union(*fields.values()))
    return dict(sorted(frequencies.items()))
