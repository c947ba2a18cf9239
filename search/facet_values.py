"""What a person calls a value of a facet -> its ids."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.model import Term
from search.russian import Lexicon, normalise

_WORDS = Lexicon()
_SHARED = 5  # letters: «младенцы» and «младенец» have stems of their own


class UnknownValue(ValueError):
    """No value is called so. `known` are the labels there are."""

    def __init__(self, words: str, known: list[str]):
        super().__init__(words)
        self.words = words
        self.known = known


def find_value(terms: Mapping[str, Term], words: str) -> list[str]:
    """Ids of the value of this id or label, else of all values whose label or synonyms hold these words in any form.

    «школа» is the sector «образование», because its synonyms say so.
    """
    typed = normalise(words).strip()
    for identifier, term in terms.items():
        if typed in (identifier, normalise(term.label)):
            return [identifier]
    wanted = _WORDS.keys(words)
    found = [
        identifier
        for identifier, term in terms.items()
        if wanted and any(_holds(_WORDS.keys(name), wanted) for name in (term.label, *term.synonyms))
    ]
    if not found:
        raise UnknownValue(words, [term.label for term in terms.values()])
    return found


def _holds(keys: list[str], wanted: list[str]) -> bool:
    """Every wanted key stands among the keys, in the same form of the stem or a long beginning of it."""
    return all(any(key == one or (len(one) >= _SHARED and key[:_SHARED] == one[:_SHARED]) for key in keys) for one in wanted)
