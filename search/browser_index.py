"""The reader's index: classic scripts, loaded by the search page only, so it also works from a folder on disk.

`index.js` is `window.PRAKTIKI_INDEX = {…};`, all that a query plan needs, with
  format      number of this format; the engine refuses another
  fields      [name, weight] of every field, in the order of the numbers below
  kinds       [id, label, start of the address, end of the address, 1 for an entry]
  levels      [id, label] of the levels of evidence; the first is none
  places      texts of places; the first is none
  cards       [id, number of the kind, title, number of the level, number of the place]; entries come first
  lengths     keys in every field of every card, packed numbers
  keys        every key, sorted, packed (search.packing.pack_sorted)
  frequencies in how many cards each key stands, packed numbers
  profiles    how a key stands in a card: a count per field; commonest profile first
  stems       corrections of Snowball by stem, packed (pack_table)
  forms       corrections by word form, packed
  thesaurus   [shown phrases, ambiguous abbreviations, hidden phrases as keys]
  parts       number of the first key of every part of the postings
  texts       how many cards stand in a part of the texts
The rest comes in parts, each a call of `PRAKTIKI_PART(kind, number, …)`, and a query fetches only those it needs:
  keys-N.js   postings of the keys of part N: per key the steps to the next card that has it and 0, packed; then the
              numbers of the profiles in the order of the steps, packed
  texts-N.js  summaries of the cards of part N
So the bytes before an answer grow with the plan and not with the base. Counts are rounded down to a few levels: a score
saturates long before the difference could be seen. Nothing depends on the clock or on the order of files: two builds of
one base are equal byte for byte.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from typing import Any

from scripts.collection import Base
from scripts.model import KINDS
from search.corpus import Corpus, corpus_of
from search.documents import ACT, KIND_LABELS, TERM, WEIGHTS, Searchable
from search.packing import pack_numbers, pack_sorted, pack_table
from search.thesaurus import AMBIGUOUS_TRIGGER, Group

FORMAT = 2
_PART = 2_000  # postings, about 2 KB gzip: a query of three words needs a dozen keys of five parts
_TEXTS = 24  # summaries, about 2 KB gzip
_LEVELS = (0, 1, 2, 3, 5, 8, 13)

Profile = tuple[int, ...]


def browser_files(base: Base) -> dict[str, str]:
    """Name below assets/search/ -> content."""
    return index_files(corpus_of(base))


def index_files(corpus: Corpus) -> dict[str, str]:
    """As `browser_files`, of a corpus that is read already."""
    postings = _postings(corpus)
    profiles = _by_use(profile for found in postings.values() for _, profile in found)
    parts = _parts(postings)
    index = browser_index(corpus, profiles, [start for start, _ in parts])
    numbers = {profile: number for number, profile in enumerate(profiles)}
    files = {"index.js": f"window.PRAKTIKI_INDEX={_script(index)};\n"}
    for number, (_, keys) in enumerate(parts):
        steps = pack_numbers(step for key in keys for step in _steps(postings[key]))
        uses = pack_numbers(numbers[profile] for key in keys for _, profile in postings[key])
        files[f"keys-{number}.js"] = f'PRAKTIKI_PART("keys",{number},{_script(steps)},{_script(uses)});\n'
    summaries = [found.summary for found in corpus.documents]
    for number, start in enumerate(range(0, len(summaries), _TEXTS)):
        files[f"texts-{number}.js"] = f'PRAKTIKI_PART("texts",{number},{_script(summaries[start : start + _TEXTS])});\n'
    return files


def _script(value: Any) -> str:
    """JSON to stand in a script: U+2028 and U+2029 end a line in old JavaScript, so they are escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for code in (0x2028, 0x2029):
        text = text.replace(chr(code), f"\\u{code:04x}")
    return text


def browser_index(corpus: Corpus, profiles: list[Profile], parts: list[int]) -> dict[str, Any]:
    """What a plan needs, as JSON values, as the module's docstring says."""
    return {
        "format": FORMAT,
        "fields": [[name, weight] for name, weight in WEIGHTS.items()],
        **_cards(corpus.documents),
        "lengths": pack_numbers(counts[name].total() for counts in corpus.counts for name in WEIGHTS),
        "keys": pack_sorted(corpus.frequencies),
        "frequencies": pack_numbers(corpus.frequencies.values()),
        "profiles": [list(profile) for profile in profiles],
        "stems": pack_table(corpus.lexicon.stems),
        "forms": pack_table(corpus.lexicon.forms),
        "thesaurus": [_group(group) for group in corpus.thesaurus],
        "parts": parts,
        "texts": _TEXTS,
    }


def _parts(postings: dict[str, list[tuple[int, Profile]]]) -> list[tuple[int, list[str]]]:
    """(number of its first key, its keys) of every part; words of one root stand together, as in the order of keys."""
    parts: list[tuple[int, list[str]]] = []
    size = _PART
    for number, (key, found) in enumerate(postings.items()):
        if size >= _PART:
            parts.append((number, []))
            size = 0
        parts[-1][1].append(key)
        size += len(found)
    return parts


def _cards(documents: list[Searchable]) -> dict[str, Any]:
    kinds = [[kind.id, kind.label, f"practices/{kind.folder}/", "/", 1] for kind in KINDS]
    kinds += [[TERM, KIND_LABELS[TERM], "glossary/#", "", 0], [ACT, KIND_LABELS[ACT], "legal/#", "", 0]]
    number_of = {kind[0]: number for number, kind in enumerate(kinds)}
    levels = [("", ""), *_by_use(found.evidence for found in documents if found.evidence[0])]
    places = ["", *_by_use(found.place for found in documents if found.place)]
    cards = [
        [
            found.id,
            number_of[found.kind],
            found.title,
            levels.index(found.evidence),
            places.index(found.place),
        ]
        for found in documents
    ]
    return {"kinds": kinds, "levels": levels, "places": places, "cards": cards}


def _postings(corpus: Corpus) -> dict[str, list[tuple[int, Profile]]]:
    """Key -> (number of the document, counts per field), keys sorted."""
    postings: dict[str, list[tuple[int, Profile]]] = {key: [] for key in corpus.frequencies}
    for number, counts in enumerate(corpus.counts):
        profiles: dict[str, list[int]] = {}
        for place, name in enumerate(WEIGHTS):
            for key, count in counts[name].items():
                profiles.setdefault(key, [0] * len(WEIGHTS))[place] = _level(count)
        for key in profiles:
            postings[key].append((number, tuple(profiles[key])))
    return postings


def _level(count: int) -> int:
    """The highest level that the count reaches; 0 for none."""
    return _LEVELS[bisect_right(_LEVELS, count) - 1]


def _steps(found: list[tuple[int, Profile]]) -> Iterable[int]:
    before = -1
    for document, _ in found:
        yield document - before
        before = document
    yield 0


def _by_use(values: Iterable[Any]) -> list[Any]:
    """Distinct values, the commonest first: it gets the shortest number."""
    uses = Counter(values)
    return sorted(uses, key=lambda value: (-uses[value], value))


def _group(group: Group) -> list[list[str]]:
    certain = [phrase.label for phrase in group.shown if phrase.factor > AMBIGUOUS_TRIGGER]
    ambiguous = [phrase.label for phrase in group.shown if phrase.factor <= AMBIGUOUS_TRIGGER]
    return [certain, ambiguous, [" ".join(phrase.keys) for phrase in group.hidden]]
