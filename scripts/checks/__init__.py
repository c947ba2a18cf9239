"""What an entry must be. A check is a generator of problems; it never prints, raises or stops early.

`ALONE` and `AMONG` look at one entry, `WHOLE` at the base. Every code a check yields is explained in codes.yml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from scripts.checks import addresses, fields, links, markup, sources, strangers, texts, whole
from scripts.checks.catalogue import Rule, rules
from scripts.collection import Base
from scripts.model import Problem
from scripts.reading import Document, digest_of

# Rules of one entry alone: what was sound stays sound until its file or the code changes.
ALONE: tuple[Callable[[Document, Base], Iterator[Problem]], ...] = (
    fields.no_repeats,
    fields.any_age_alone,
    fields.reasons_given,
    sources.keys_are_listed,
    sources.sources_are_used,
    sources.figures_have_source,
    sources.effects_have_source,
    texts.headings_as_agreed,
    texts.sections_say_enough,
    texts.steps_are_steps,
    texts.place_and_materials,
    texts.no_hidden_headings,
    texts.finished,
    texts.asked_in_own_words,
)
# Rules of one entry that look at the rest of the base, at the disk or at the calendar.
AMONG: tuple[Callable[[Document, Base], Iterator[Problem]], ...] = (
    fields.known_values,
    fields.dates_agree,
    links.leads_somewhere,
    markup.safe_markup,
)
WHOLE: tuple[Callable[[Base], Iterator[Problem]], ...] = (
    fields.vocabularies_are_there,
    links.pairs_agree,
    links.no_circles,
    links.one_id_one_entry,
    links.data_files_agree,
    sources.one_address_one_title,
    strangers.every_file_is_something,
    strangers.page_headers_are_read,
    addresses.old_addresses_answer,
    whole.nothing_stands_alone,
    whole.values_sort_something,
)


def check(base: Base, more: Iterable[Callable[[Base], Iterator[Problem]]] = ()) -> list[Problem]:
    """Every problem of the base, those of reading included, by path and line.

    `more` are checks of the whole base that need what this package may not know, such as word stems.
    """
    found = set(base.problems)
    for document in [*base.documents.values(), *base.twins]:
        found.update(_alone(document, base))
        for rule in AMONG:
            found.update(rule(document, base))
    for rule in (*WHOLE, *more):
        found.update(rule(base))
    base.kept.save()
    return sorted(found)


def _alone(document: Document, base: Base) -> list[Problem]:
    """Problems of the entry alone; none when it was found sound before."""
    digest = digest_of("sound", document.digest)
    if document.digest and base.kept.get(digest):
        return []
    found = [problem for rule in ALONE for problem in rule(document, base)]
    if not found and document.digest:
        base.kept.put(digest, True)
    return found


__all__ = ["ALONE", "AMONG", "WHOLE", "Rule", "check", "rules"]
