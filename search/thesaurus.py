"""Words that mean the same: the glossary (term, abbreviations, synonyms, colloquial), synonyms of the vocabularies and
the words of everyday speech in search/everyday.yml.

A group says: whoever typed one of its phrases is also shown what is written in the others. Which phrase may trigger
and which may be shown is decided here once; the browser gets the result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from scripts.collection import Base
from search.own_files import read_yaml
from search.russian import NEGATIONS, Lexicon

# How much a word found through a synonym counts beside the word that was typed.
SYNONYM = 0.5
# Part of that weight when the trigger is colloquial («мамочка») or an abbreviation with several meanings («ИПР»).
COLLOQUIAL_TRIGGER = 0.75
AMBIGUOUS_TRIGGER = 0.5
# A phrase that only its one rare spelling could match is not worth its bytes.
_LONGEST_PHRASE = 6
# Vocabularies whose words describe families and work; the rest (statuses, kinds of source…) name our own bookkeeping.
VOCABULARIES = ("situations", "target_groups", "roles", "sectors", "forms_of_work", "themes", "territories")
EVERYDAY = Path(__file__).parent / "everyday.yml"
# A key in more than this share of all documents says too little to stand for a group alone.
COMMON_SHARE = 0.12
# A word of everyday speech needs its group only when hardly any document has it: measured on judged queries, groups of
# words that the texts know well brought nothing and cost bytes.
_KNOWN = 2
_MOST_KNOWN = 2
_LONGEST_LABEL = 3  # in keys: a label is a phrase people type; a longer one is a sentence


@dataclass(frozen=True)
class Phrase:
    """A phrase of a group as keys. `label` is how to name it to a reader; empty for words that are never shown."""

    keys: tuple[str, ...]
    label: str = ""
    factor: float = 1.0

    @property
    def wanted(self) -> tuple[str, ...]:
        """The keys to look for when the phrase is an expansion: negations are not indexed."""
        return tuple(key for key in self.keys if key not in NEGATIONS)


@dataclass(frozen=True)
class Group:
    """Phrases of one meaning: `shown` may trigger and be shown, `hidden` (colloquial) only trigger.

    In a `one_way` group the shown ones do not trigger: texts have them, nothing needs to stand in for them.
    """

    shown: tuple[Phrase, ...]
    hidden: tuple[Phrase, ...]
    one_way: bool = False

    @property
    def triggers(self) -> tuple[Phrase, ...]:
        """Phrases whose presence in a query calls the group."""
        return self.hidden if self.one_way else self.shown + self.hidden


@dataclass(frozen=True)
class Source:
    """A group as written: `shown` phrases, `ambiguous` abbreviations, `hidden` words, and where it stands."""

    path: str
    line: int
    shown: tuple[str, ...]
    ambiguous: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    everyday: bool = False

    @property
    def phrases(self) -> tuple[str, ...]:
        """All of its texts, each once."""
        return tuple(dict.fromkeys(self.shown + self.ambiguous + self.hidden))


@lru_cache(maxsize=1)
def _everyday_sources() -> tuple[Source, ...]:
    """Groups of search/everyday.yml; ValueError when it is not a list of lists of words."""
    lined, _, _ = read_yaml(EVERYDAY)
    groups = lined.data
    if not isinstance(groups, list) or not all(isinstance(group, list) for group in groups):
        raise ValueError(f"{EVERYDAY.name}: это не список групп слов")
    path = f"search/{EVERYDAY.name}"
    return tuple(
        Source(path, lined.line_of((number,)), tuple(map(str, group)), everyday=True) for number, group in enumerate(groups)
    )


def sources(base: Base) -> list[Source]:
    """Every group as written: the glossary's, then the vocabularies', then those of everyday speech."""
    found = [
        Source(
            base.glossary.path,
            base.glossary.line_of(identifier),
            (term.term, *term.abbr, *term.synonyms),
            tuple(term.ambiguous_abbr),
            tuple(term.colloquial),
        )
        for identifier, term in base.glossary.items.items()
    ]
    for name in VOCABULARIES:
        records = base.vocabularies.get(name)
        for identifier, term in base.terms(name).items():
            if records is not None and _is_short(term.label):
                found.append(Source(records.path, records.line_of(identifier), (term.label, *term.synonyms)))
    return [*found, *_everyday_sources()]


def surface_phrases(base: Base) -> list[str]:
    """Every phrase of the thesaurus as written, so that the table of word forms covers its words."""
    return [text for source in sources(base) for text in source.phrases]


def abbreviations(base: Base) -> list[str]:
    """Abbreviations of the glossary, which morphology must not touch."""
    return [text for term in base.glossary.items.values() for text in (*term.abbr, *term.ambiguous_abbr)]


def compile_thesaurus(base: Base, lexicon: Lexicon, frequencies: Mapping[str, int], total: int) -> list[Group]:
    """Groups in the order of the glossary, then of the vocabularies, then of everyday speech.

    `frequencies` tell in how many of the `total` documents a key stands.

    A phrase that comes down to one very common key is dropped: «на дому» is «дом» after stop words, and would
    answer every query about a house.
    """

    def is_common(key: str) -> bool:
        return frequencies.get(key, 0) > COMMON_SHARE * total

    groups = []
    for source in sources(base):
        if source.everyday:
            groups += _everyday(source, lexicon, frequencies, is_common)
            continue
        seen: set[tuple[str, ...]] = set()

        def phrases(texts: Iterable[str], factor: float, visible: bool) -> list[Phrase]:
            found = [Phrase(lexicon.phrase(text), text if visible else "", factor) for text in texts]
            return [phrase for phrase in found if _is_useful(phrase, is_common) and not _repeats(phrase, seen)]

        visible = phrases(source.ambiguous, AMBIGUOUS_TRIGGER, True)
        visible = phrases([text for text in source.shown if text not in source.ambiguous], 1.0, True) + visible
        concealed = phrases(source.hidden, COLLOQUIAL_TRIGGER, False)
        if visible and len(visible) + len(concealed) > 1:
            groups.append(Group(tuple(visible), tuple(concealed)))
    return groups


def _everyday(
    source: Source, lexicon: Lexicon, frequencies: Mapping[str, int], is_common: Callable[[str], bool]
) -> list[Group]:
    """Words that hardly any document has lead to the first few that documents know; no group when there are none."""
    known: list[Phrase] = []
    rare: list[Phrase] = []
    seen: set[tuple[str, ...]] = set()
    for text in source.phrases:
        phrase = Phrase(lexicon.phrase(text), text)
        if phrase.wanted and min(frequencies.get(key, 0) for key in phrase.wanted) > _KNOWN:
            if _is_useful(phrase, is_common) and len(known) < _MOST_KNOWN and not _repeats(phrase, seen):
                known.append(phrase)
        elif phrase.wanted:
            rare.append(Phrase(phrase.keys, "", COLLOQUIAL_TRIGGER))
    return [Group(tuple(known), tuple(rare), one_way=True)] if known and rare else []


def _is_short(label: str) -> bool:
    return len(Lexicon().keys(label)) <= _LONGEST_LABEL


def _is_useful(phrase: Phrase, is_common: Callable[[str], bool]) -> bool:
    wanted = phrase.wanted
    if not wanted or len(phrase.keys) > _LONGEST_PHRASE:
        return False
    return len(wanted) > 1 or not is_common(wanted[0])


def _repeats(phrase: Phrase, seen: set[tuple[str, ...]]) -> bool:
    known = phrase.keys in seen
    seen.add(phrase.keys)
    return known
