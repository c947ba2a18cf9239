"""The filters of the search page: one classic script, fetched after the first answer. Pure.

`facets.js` is `PRAKTIKI_PART("facets", 0, facets, values);`, with
  facets  [id, title, [[value, label], …]] of every facet in use
  values  for every entry and every facet: how many values, then their numbers; packed numbers
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from search.documents import Facet, Searchable
from search.packing import pack_numbers


def facets_script(entries: Sequence[Searchable], facets: Sequence[Facet]) -> str:
    """The file's content; values that no entry has are left out."""
    used = []
    for name, title, values in facets:
        present = {value for entry in entries for value in entry.facets.get(name, ())}
        kept = [(value, label) for value, label in values if value in present]
        if kept:
            used.append((name, title, kept))
    packed = pack_numbers(number for entry in entries for number in _of_entry(entry, used))
    return f'PRAKTIKI_PART("facets",0,{json.dumps(used, ensure_ascii=False, separators=(",", ":"))},{json.dumps(packed)});\n'


def _of_entry(entry: Searchable, facets: Iterable[Facet]) -> Iterable[int]:
    for name, _, values in facets:
        own = entry.facets.get(name, ())
        numbers = [number for number, (value, _) in enumerate(values) if value in own]
        yield len(numbers)
        yield from numbers
