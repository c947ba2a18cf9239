"""Everything both engines are made from: documents, the table of word forms, document frequencies, the thesaurus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from scripts.collection import Base
from search.documents import WEIGHTS, Searchable, searchables
from search.lexicon_cache import cached_lexicon
from search.russian import Lexicon, single_words, tokenise
from search.thesaurus import Group, abbreviations, compile_thesaurus, surface_phrases

# A key in more than this share of all documents says too little to stand for a synonym group alone.
COMMON_SHARE = 0.12
LEXICON = "build/lexicon.json"  # below the repository


@dataclass(frozen=True)
class Corpus:
    """`counts[i][field][key]` is how often the key stands in the field of documents[i]."""

    documents: list[Searchable]
    lexicon: Lexicon
    counts: list[dict[str, Counter[str]]]
    frequencies: dict[str, int]
    thesaurus: list[Group]


def corpus_of(base: Base) -> Corpus:
    """Read the base into a corpus. The costly step: morphology of all its words (measured 1–3 s cold)."""
    documents = searchables(base)
    lexicon = _lexicon(documents, base)
    counts = [field_counts(document, lexicon) for document in documents]
    frequencies = document_frequencies(counts)
    common = COMMON_SHARE * len(documents)
    thesaurus = compile_thesaurus(base, lexicon, lambda key: frequencies.get(key, 0) > common)
    return Corpus(documents, lexicon, counts, frequencies, thesaurus)


def _lexicon(documents: list[Searchable], base: Base) -> Lexicon:
    """A word that stands once, in the depth of one text, is left to Snowball: its paradigm is not worth the time."""
    headings = [text for found in documents for name, text in found.fields.items() if name != "body"]
    prominent = token_counts([*headings, *surface_phrases(base)])
    frequencies = prominent + token_counts(found.fields.get("body", "") for found in documents)
    words = [word for word, count in frequencies.items() if count > 1 or word in prominent]
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
