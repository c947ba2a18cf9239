"""The table that makes word forms agree: pymorphy3's paradigms against Snowball's stems. Made at index time only.

Snowball fails on the very words of this field (мать/матери, отец/отца, день/дни, ребёнок/дети). For the words of the
corpus the whole paradigm is taken, the commonest stem among the forms becomes the key, and whatever Snowball would
send elsewhere is written down as an exception.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from search.russian import STOP_WORDS, Lexicon, normalise, stem

# OpenCorpora grammemes whose readings are not common words: «Вера», «Горе» would drag «вера» and «горе» along.
_NAMES = frozenset(("Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Init", "Erro", "Dist", "Abbr"))
_VERBAL = frozenset(("VERB", "INFN", "PRTF", "PRTS", "GRND"))
_PARTICIPLES = ("PRTF", "PRTS")
_INFLECTED = _VERBAL | {"NOUN", "ADJF", "ADJS", "COMP", "NUMR", "ADVB"}
_WORD = re.compile("[а-я]{3,}")
# A stem belongs to a lemma that owns at least this share of its uses; below it the stem is ambiguous and stays.
_OWNERSHIP = 0.6
# A form seen in the corpus weighs as much as this many forms of the paradigm.
_SEEN = 3


class Lemma(NamedTuple):
    """A dictionary word: verbal forms share the part of speech "V"."""

    normal_form: str
    part_of_speech: str


class Reading(NamedTuple):
    """A reading of a word form: its lemma, and the stem and paradigm from which pymorphy3 builds the other forms."""

    lemma: Lemma
    stem: str
    paradigm: int


@lru_cache(maxsize=1)
def _analyser() -> Any:
    from pymorphy3 import MorphAnalyzer  # 0.3 s to import; needed only when an index is made
    from pymorphy3.units import DictionaryAnalyzer

    return MorphAnalyzer(lang="ru", units=[DictionaryAnalyzer()])  # guesses by ending are slow, and none is used


@lru_cache(maxsize=100_000)
def _read(word: str) -> Reading | None:
    """The likeliest dictionary reading of the word, or None: unknown words are left to Snowball."""
    dictionary = _analyser().dictionary
    for reading in _analyser().parse(word):
        tag = reading.tag
        if len(reading.methods_stack) > 1 or tag.POS not in _INFLECTED or _NAMES & tag.grammemes:
            continue
        place = reading.methods_stack[0]
        if len(place) != 4:  # not the dictionary's: guessed by the ending
            continue
        _, form, paradigm, index = place
        found = dictionary.build_stem(dictionary.paradigms[paradigm], index, form)
        part = "V" if tag.POS in _VERBAL else str(tag.POS)
        return Reading(Lemma(normalise(reading.normal_form), part), found, paradigm)
    return None


def reads_as(word: str) -> str | None:
    """The dictionary word of which the word is a form, when it is another one: «сопа» for «соп»."""
    found = _read(word)
    return found.lemma.normal_form if found and found.lemma.normal_form != word else None


@lru_cache(maxsize=None)
def _affixes(paradigm: int) -> tuple[tuple[str, str, bool], ...]:
    """(prefix, suffix, is bookish) of the forms, but for those nobody types: «поскорее», «решаемый»."""
    kept: dict[tuple[str, str], bool] = {}
    for prefix, tag, suffix in _analyser().dictionary.build_paradigm_info(paradigm):
        passive = tag.POS in _PARTICIPLES and "pssv" in tag and "past" not in tag
        if not (passive or "Cmp2" in tag or "V-ej" in tag or "V-ey" in tag):
            bookish = tag.POS in _PARTICIPLES or tag.POS == "GRND" or "Supr" in tag
            kept[prefix, suffix] = kept.get((prefix, suffix), True) and bookish
    return tuple((prefix, suffix, bookish) for (prefix, suffix), bookish in sorted(kept.items()))


def _paradigm(reading: Reading, seen_stems: frozenset[str]) -> tuple[str, ...]:
    """Forms of the word. Participles, gerunds and superlatives are bookish: only those whose stem was met are kept."""
    forms = set()
    for prefix, suffix, bookish in _affixes(reading.paradigm):
        form = (prefix + reading.stem + suffix).replace("ё", "е")
        if _WORD.fullmatch(form) and form not in STOP_WORDS and (not bookish or stem(form) in seen_stems):
            forms.add(form)
    return tuple(sorted(forms))


def lexicon_of(
    frequencies: Mapping[str, int], words: Iterable[str] = (), protected: frozenset[str] = frozenset()
) -> Lexicon:
    """The table of corrections for a corpus.

    `frequencies` counts its tokens; `words` are those whose paradigms are worth their time (all, when not given);
    `protected` words are keys as they are.
    """
    readings: dict[Lemma, Reading] = {}
    for word in sorted(words or frequencies):
        if _WORD.fullmatch(word) and word not in STOP_WORDS and word not in protected and (found := _read(word)):
            readings.setdefault(found.lemma, found)
    seen = frozenset(map(stem, frequencies))
    paradigms = {lemma: forms for lemma, found in readings.items() if (forms := _paradigm(found, seen))}
    canonical, mass, owners = _canonical_stems(paradigms, frequencies)
    stems = _aliases(canonical, mass)
    forms = {word: word for word in protected if stems.get(stem(word), stem(word)) != word}
    for form, lemmas in owners.items():
        lemma = _owner(form, lemmas)
        own = stem(form)
        if lemma and form not in protected and stems.get(own, own) != canonical[lemma]:
            forms[form] = canonical[lemma]
    return Lexicon(stems, dict(sorted(forms.items())))


def _owner(form: str, lemmas: list[Lemma]) -> Lemma | None:
    """The lemma the form belongs to. Only an ambiguous form is worth the time of asking pymorphy3 again."""
    if len(lemmas) == 1:
        return lemmas[0]
    found = _read(form)
    return next((lemma for lemma in lemmas if found and lemma.normal_form == found.lemma.normal_form), None)


def _canonical_stems(
    paradigms: Mapping[Lemma, tuple[str, ...]], frequencies: Mapping[str, int]
) -> tuple[dict[Lemma, str], dict[str, Counter[Lemma]], dict[str, list[Lemma]]]:
    """The key of every lemma; how much each lemma uses every stem; the lemmas of every form."""
    canonical: dict[Lemma, str] = {}
    mass: dict[str, Counter[Lemma]] = defaultdict(Counter)
    owners: dict[str, list[Lemma]] = defaultdict(list)
    for lemma, forms in paradigms.items():
        uses: Counter[str] = Counter()
        for form in forms:
            uses[stem(form)] += 1 + _SEEN * frequencies.get(form, 0)
            owners[form].append(lemma)
        canonical[lemma] = min(uses, key=lambda found: (-uses[found], found))
        for found, count in uses.items():
            mass[found][lemma] += count
    return canonical, mass, owners


def _aliases(canonical: Mapping[Lemma, str], mass: Mapping[str, Counter[Lemma]]) -> dict[str, str]:
    """Stems that belong to one lemma and are not its key."""
    keys = set(canonical.values())
    aliases = {}
    for found in sorted(mass):
        owner, uses = min(mass[found].items(), key=lambda item: (-item[1], item[0]))
        if found not in keys and uses >= _OWNERSHIP * mass[found].total():
            aliases[found] = canonical[owner]
    return aliases
