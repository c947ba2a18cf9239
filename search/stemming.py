"""The Russian Snowball stemmer, from its published description (snowballstem.org/algorithms/russian/stemmer.html). Pure.

Our own, because an index needs the stems of some seventy thousand forms: these patterns take about a fifth of the time
of the `snowballstemmer` package in plain Python. tests/test_search_russian.py compares the two on every form of the
corpus; docs/assets/search-russian.js uses the same patterns.
"""

from __future__ import annotations

import re

_VOWELS = "аеиоуыэюя"
# RV: what follows the first vowel. Endings are cut inside it only.
_RV = re.compile(f"[{_VOWELS}]")
# R2 begins after the second group «vowels, then a consonant».
_R2 = re.compile(f"(?:[^{_VOWELS}]*[{_VOWELS}]+[^{_VOWELS}]){{2}}")

# `search` finds the leftmost start, so of endings that fit the longest is cut, as the algorithm asks.
def _ending(after_a: str, free: str) -> re.Pattern[str]:
    """A pattern of endings: `after_a` count only behind «а» or «я», `free` anywhere."""
    behind = f"(?<=[ая])(?:{'|'.join(after_a.split())})|" if after_a else ""
    return re.compile(f"(?:{behind}{'|'.join(free.split())})$")


_PERFECTIVE_GERUND = _ending("в вши вшись", "ив ивши ившись ыв ывши ывшись")
_REFLEXIVE = re.compile("с[яь]$")
_ADJECTIVE = "ее ие ое ые ими ыми ей ий ой ый ем им ом ым его ого ему ому их ых ую юю ая яя ою ею"
_PARTICIPLE = "(?:(?<=[ая])(?:ем|нн|вш|ющ|щ)|ивш|ывш|ующ)?"
_ADJECTIVAL = re.compile(f"{_PARTICIPLE}(?:{'|'.join(_ADJECTIVE.split())})$")
_VERB = _ending(
    "ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно",
    "ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю",
)
_NOUN = _ending(
    "", "а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я"
)
_SUPERLATIVE = re.compile(r"ейше?$")


def russian_stem(word: str) -> str:
    """Stem of a lower-case word with ё already turned into е."""
    vowel = _RV.search(word)
    if vowel is None:
        return word
    start = vowel.end()
    head, region = word[:start], _without_ending(word[start:])
    region = region.removesuffix("и")
    second = _R2.match(word)
    limit = max(second.end() - start, 0) if second else len(word)
    for ending in ("ость", "ост"):
        if region.endswith(ending) and len(region) - len(ending) >= limit:
            region = region[: -len(ending)]
            break
    return head + _tidy(region)


def _without_ending(region: str) -> str:
    """Step 1: a perfective gerund, or else a reflexive ending and one ending of an adjective, a verb or a noun."""
    found = _PERFECTIVE_GERUND.search(region)
    if found:
        return region[: found.start()]
    region = _REFLEXIVE.sub("", region)
    for pattern in (_ADJECTIVAL, _VERB, _NOUN):
        found = pattern.search(region)
        if found:
            return region[: found.start()]
    return region


def _tidy(region: str) -> str:
    """Step 4: a superlative ending, a double «н», a soft sign."""
    shorter = _SUPERLATIVE.sub("", region)
    if shorter.endswith("нн"):
        return shorter[:-1]
    return shorter if shorter != region else region.removesuffix("ь")
