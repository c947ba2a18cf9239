"""Russian text to tokens and keys: normalisation, stop words, Snowball with a table of corrections. Pure.

docs/assets/search-russian.js does the same in the browser; tests/test_search_parity.py keeps the two equal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from search.stemming import russian_stem

# Words that carry meaning together with their neighbour («не ходит», «без жилья»): the plan keeps them, no field stores them.
NEGATIONS = frozenset(("не", "без", "нет"))

# The list of the Snowball project without «один», «два», «три», «нельзя», which mean something in this field
# («дети одни», «двое детей»), and with the question words that open a typed question.
STOP_WORDS = frozenset(
    """
    и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня еще
    нет о из ему теперь когда даже ну вдруг ли если уже или ни быть был него до вас нибудь опять уж вам ведь там потом
    себя ничего ей может они тут где есть надо ней для мы тебя их чем была сам чтоб без будто чего раз тоже себе под
    будет ж тогда кто этот того потому этого какой совсем ним здесь этом почти мой тем чтобы нее сейчас были куда зачем
    всех никогда можно при наконец об другой хоть после над больше тот через эти нас про всего них какая много разве эту
    моя впрочем хорошо свою этой перед иногда лучше чуть том такой им более всегда конечно всю между это который которые
    которых почему какие таких
    """.split()
)

_TOKEN = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile(r"[а-я]")
# Removed, not replaced: a stress mark, a soft hyphen, zero-width characters and signs of direction stand inside words.
_INVISIBLE = re.compile("[\u0301\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def normalise(text: str) -> str:
    """Lower case, ё as е, one form of every letter, nothing invisible. «№ 442» keeps its number apart from the sign."""
    composed = unicodedata.normalize("NFKC", text.replace("№", " "))
    return _INVISIBLE.sub("", composed.lower()).replace("ё", "е")


def tokenise(text: str) -> list[str]:
    """Runs of letters and digits; a hyphen parts words: «мать-одиночка» is two tokens."""
    return _TOKEN.findall(normalise(text))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Snowball's Russian stem of a normalised word; a word without Cyrillic letters stays as it is."""
    return russian_stem(word) if _CYRILLIC.search(word) else word


@dataclass(frozen=True)
class Lexicon:
    """What Snowball gets wrong: `forms` (word form -> key) first, then `stems` (Snowball stem -> key)."""

    stems: dict[str, str] = field(default_factory=dict)
    forms: dict[str, str] = field(default_factory=dict)

    def key(self, word: str) -> str:
        """The key under which every form of the word is indexed. Never give it a prefix: «насил» would become «нас»."""
        form = self.forms.get(word)
        if form is not None:
            return form
        found = stem(word)
        return self.stems.get(found, found)

    def keys(self, text: str) -> list[str]:
        """Keys of the words that are stored: stop words, negations among them, are left out."""
        return [self.key(word) for word in tokenise(text) if word not in STOP_WORDS]

    def phrase(self, text: str) -> tuple[str, ...]:
        """Keys of a thesaurus phrase: as `keys`, but negations stay, because they change what the phrase means."""
        words = [word for word in tokenise(text) if word in NEGATIONS or word not in STOP_WORDS]
        return tuple(word if word in NEGATIONS else self.key(word) for word in words)


def single_words(texts: Iterable[str]) -> frozenset[str]:
    """Those of the texts that are one token: abbreviations that morphology must leave alone («РАС» is not «раса»)."""
    tokens = (tokenise(text) for text in texts)
    return frozenset(found[0] for found in tokens if len(found) == 1)
