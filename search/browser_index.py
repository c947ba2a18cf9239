"""The reader's index: classic scripts, so it also works from a folder on disk.

`index.js` is `window.PRAKTIKI_INDEX = {…};`, all that a query plan and the ranking need, with
  format      number of this format; the engine refuses another
  fields      [name, weight] of every field, in the order of the profiles
  kinds       [id, label, start of the address, end of the address, number of its first document]; documents stand by kind
  total       how many documents there are
  levels      [id, label] of the levels of evidence; the first is none
  places      texts of places; the first is none
  lengths     keys in every field of every document, packed numbers
  keys        every key, sorted, packed (search.packing.pack_sorted)
  frequencies in how many documents each key stands, packed numbers
  profiles    how a key stands in a document: a count per field; commonest profile first
  stems       corrections of Snowball by stem, packed (pack_table)
  forms       corrections by word form, packed
  thesaurus   [shown phrases, ambiguous abbreviations, hidden phrases as keys, 1 if the shown ones do not trigger]
  neighbours  per entry: how many, then the step to the next one and its weight in hundredths, packed numbers
  inherited   per entry, in the same way, its situations; the weight is a number in `shares`
  shares      weights of inherited words
  parts       number of the first key of every part of the postings
  cards       how many documents stand in a part of the cards
  rest        1 when there is rest.js
The rest comes in parts, each a call of `PRAKTIKI_PART(kind, number, …)`, and a query fetches only those it needs:
  keys-N.js   postings of the keys of part N: per key the steps to the next document that has it and 0, packed; then the
              numbers of the profiles in the order of the steps, packed
  cards-N.js  [id, title, summary, number of the level, number of the place] of the documents of part N
`rest.js` is all parts in one file, for those who have time and connection after the first answer; a base too large for
that has none. `facets.js` are the filters: search.browser_facets.
So the bytes before an answer grow with the plan and not with the base. Nothing depends on the clock or on the order of
files: two builds of one base are equal byte for byte.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from scripts.collection import Base
from scripts.model import KINDS
from search.browser_facets import facets_script
from search.corpus import Corpus, corpus_of
from search.documents import ACT, FIRST_SITUATION, KIND_LABELS, OTHER_SITUATION, SITUATION, TERM, WEIGHTS, Searchable
from search.neighbours import Near
from search.packing import pack_numbers, pack_sorted, pack_table
from search.postings import LEVELS, Postings, Profile, postings_of
from search.thesaurus import AMBIGUOUS_TRIGGER, Group

FORMAT = 3
_PART = 400  # postings, about 0.7 KB gzip: a query of three words needs a dozen keys of as many parts
_CARDS = 8  # documents, about 1 KB gzip
_MOST_REST = 2_000_000  # characters, about 500 KB gzip
_SHARES = [FIRST_SITUATION, OTHER_SITUATION]


def browser_files(base: Base) -> dict[str, str]:
    """Name below assets/search/ -> content."""
    return index_files(corpus_of(base))


def index_files(corpus: Corpus) -> dict[str, str]:
    """As `browser_files`, of a corpus that is read already."""
    postings = postings_of(corpus.counts)
    profiles = _by_use(profile for found in postings.values() for _, profile in found)
    parts = _parts(postings)
    levels = [("", ""), *_by_use(found.evidence for found in corpus.documents if found.evidence[0])]
    places = ["", *_by_use(found.place for found in corpus.documents if found.place)]
    index = _index(corpus, profiles, [start for start, _ in parts]) | {"levels": levels, "places": places}
    numbers = {profile: number for number, profile in enumerate(profiles)}
    rest = {}
    for number, (_, keys) in enumerate(parts):
        steps = pack_numbers(step for key in keys for step in _steps(document for document, _ in postings[key]))
        uses = pack_numbers(numbers[profile] for key in keys for _, profile in postings[key])
        rest[f"keys-{number}.js"] = f'PRAKTIKI_PART("keys",{number},{_script(steps)},{_script(uses)});\n'
    cards = [
        [found.id, found.title, found.summary, levels.index(found.evidence), places.index(found.place)]
        for found in corpus.documents
    ]
    for number, start in enumerate(range(0, len(cards), _CARDS)):
        rest[f"cards-{number}.js"] = f'PRAKTIKI_PART("cards",{number},{_script(cards[start : start + _CARDS])});\n'
    whole = "".join(rest.values())
    index["rest"] = int(len(whole) <= _MOST_REST)
    files = {"index.js": f"window.PRAKTIKI_INDEX={_script(index)};\n", **rest, "facets.js": facets_script(corpus.documents[: corpus.entries], corpus.facets)}
    return files | ({"rest.js": whole} if index["rest"] else {})


def _script(value: Any) -> str:
    """JSON to stand in a script: U+2028 and U+2029 end a line in old JavaScript, so they are escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for code in (0x2028, 0x2029):
        text = text.replace(chr(code), f"\\u{code:04x}")
    return text


def _index(corpus: Corpus, profiles: list[Profile], parts: list[int]) -> dict[str, Any]:
    """What a plan and the ranking need, as JSON values, as the module's docstring says."""
    return {
        "format": FORMAT,
        "fields": [[name, weight] for name, weight in WEIGHTS.items()],
        "kinds": _kinds(corpus.documents),
        "total": len(corpus.documents),
        "lengths": pack_numbers(length for found in corpus.lengths for length in found),
        "keys": pack_sorted(corpus.frequencies),
        "frequencies": pack_numbers(corpus.frequencies.values()),
        "profiles": [[LEVELS[level] for level in profile] for profile in profiles],
        "stems": pack_table(corpus.lexicon.stems),
        "forms": pack_table(corpus.lexicon.forms),
        "thesaurus": [_group(group) for group in corpus.thesaurus],
        "neighbours": pack_numbers(_pairs(corpus.neighbours, lambda weight: round(weight * 100))),
        "inherited": pack_numbers(_pairs(corpus.inherited, _SHARES.index)),
        "shares": _SHARES,
        "parts": parts,
        "cards": _CARDS,
    }


def _parts(postings: dict[str, Postings]) -> list[tuple[int, list[str]]]:
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


def _kinds(documents: list[Searchable]) -> list[list[Any]]:
    addresses = {kind.id: [kind.label, f"practices/{kind.folder}/", "/"] for kind in KINDS}
    addresses[SITUATION] = [KIND_LABELS[SITUATION], "situations/", "/"]
    addresses[TERM] = [KIND_LABELS[TERM], "glossary/#", ""]
    addresses[ACT] = [KIND_LABELS[ACT], "legal/#", ""]
    first: dict[str, int] = {}
    for number, found in enumerate(documents):
        first.setdefault(found.kind, number)
    return [[kind, *addresses[kind], number] for kind, number in first.items()]


def _steps(found: Iterable[int]) -> Iterable[int]:
    before = -1
    for document in found:
        yield document - before
        before = document
    yield 0


def _pairs(rows: Iterable[Near], number_of: Callable[[float], int]) -> Iterable[int]:
    for row in rows:
        yield len(row)
        before = -1
        for document, weight in row:
            yield document - before
            yield number_of(weight)
            before = document


def _by_use(values: Iterable[Any]) -> list[Any]:
    """Distinct values, the commonest first: it gets the shortest number."""
    uses = Counter(values)
    return sorted(uses, key=lambda value: (-uses[value], value))


def _group(group: Group) -> list[Any]:
    certain = [phrase.label for phrase in group.shown if phrase.factor > AMBIGUOUS_TRIGGER]
    ambiguous = [phrase.label for phrase in group.shown if phrase.factor <= AMBIGUOUS_TRIGGER]
    return [certain, ambiguous, [" ".join(phrase.keys) for phrase in group.hidden], *([1] if group.one_way else [])]
