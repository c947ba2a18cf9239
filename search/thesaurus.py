"""Words that mean the same: the glossary (term, abbreviations, synonyms, colloquial) and synonyms of the vocabularies.

A group says: whoever typed one of its phrases is also shown what is written in the others. Which phrase may trigger
and which may be shown is decided here once; the browser gets the result.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scripts.collection import Base
from scripts.model import GlossaryTerm
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
    """Phrases of one meaning: `shown` may trigger and be shown, `hidden` (colloquial) only trigger."""

    shown: tuple[Phrase, ...]
    hidden: tuple[Phrase, ...]

    @property
    def triggers(self) -> tuple[Phrase, ...]:
        """Phrases whose presence in a query calls the group."""
        return self.shown + self.hidden


def surface_phrases(base: Base) -> list[str]:
    """Every phrase of the thesaurus as written, so that the table of word forms covers its words."""
    return [text for shown, ambiguous, hidden in _sources(base) for text in (*shown, *ambiguous, *hidden)]


def abbreviations(base: Base) -> list[str]:
    """Abbreviations of the glossary, which morphology must not touch."""
    return [text for term in base.glossary.items.values() for text in (*term.abbr, *term.ambiguous_abbr)]


def compile_thesaurus(base: Base, lexicon: Lexicon, is_common: Callable[[str], bool]) -> list[Group]:
    """Groups in the order of the glossary, then of the vocabularies.

    A phrase that comes down to one very common key is dropped: «на дому» is «дом» after stop words, and would
    answer every query about a house.
    """
    groups = []
    for shown, ambiguous, hidden in _sources(base):
        seen: set[tuple[str, ...]] = set()

        def phrases(texts: list[str], factor: float, visible: bool) -> list[Phrase]:
            found = [Phrase(lexicon.phrase(text), text if visible else "", factor) for text in texts]
            return [phrase for phrase in found if _is_useful(phrase, is_common) and not _repeats(phrase, seen)]

        visible = phrases(ambiguous, AMBIGUOUS_TRIGGER, True)
        visible = phrases([text for text in shown if text not in ambiguous], 1.0, True) + visible
        concealed = phrases(hidden, COLLOQUIAL_TRIGGER, False)
        if visible and len(visible) + len(concealed) > 1:
            groups.append(Group(tuple(visible), tuple(concealed)))
    return groups


def _sources(base: Base) -> list[tuple[list[str], list[str], list[str]]]:
    """(shown, ambiguous abbreviations, hidden) phrases of every group as written."""
    groups = [_of_term(term) for term in base.glossary.items.values()]
    for name in VOCABULARIES:
        items = base.vocabularies[name].items if name in base.vocabularies else {}
        groups += [([term.label, *term.synonyms], [], []) for term in items.values() if _is_short(term.label)]
    return groups


def _of_term(term: GlossaryTerm) -> tuple[list[str], list[str], list[str]]:
    return [term.term, *term.abbr, *term.synonyms], list(term.ambiguous_abbr), list(term.colloquial)


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
