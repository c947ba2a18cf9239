"""What is searchable and with which weight: entries of every kind, situations, terms of the glossary, legal acts.

`asked_as` of an entry or a situation and `colloquial` of a term are searched and never shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from scripts.collection import Base, evidence_level
from scripts.model import KINDS, GlossaryTerm, LegalAct, Situation, Technology
from scripts.pages.facets import FACET_BY_FOLDER, FACETS, value_address
from scripts.pages.page import entry_address
from scripts.reading import Document

# Weight of a word by the field it stands in. The order is the order of the fields in both indexes.
WEIGHTS = {"title": 4.0, "aliases": 2.0, "asked_as": 3.0, "summary": 2.0, "body": 0.5}
# An entry is also found by the words of its situations; the first is the one it was written for.
FIRST_SITUATION, OTHER_SITUATION = 0.5, 0.25
SITUATION, TERM, ACT = "situation", "term", "act"
KIND_LABELS = {SITUATION: "ситуация", TERM: "термин", ACT: "правовой акт"}

ANY_AGE = "any"  # who asks for one age is also shown what suits every age
_PLACES_SHOWN = 2  # more would push the title of a result off a phone's screen


# (id, title, [(value, label)…])
Facet = tuple[str, str, list[tuple[str, str]]]


@dataclass(frozen=True)
class Searchable:
    """One result a reader may get. `url` is relative to the portal's root; `fields` hold plain text to index."""

    id: str
    kind: str
    url: str
    title: str
    summary: str
    kind_label: str
    evidence: tuple[str, str] = ("", "")  # id and label of the level
    place: str = ""
    facets: dict[str, list[str]] = field(default_factory=dict)
    situations: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def is_entry(self) -> bool:
        """Entries come before situations, terms and acts: a reader looks for what to do, not for a definition."""
        return self.kind not in KIND_LABELS


def searchables(base: Base) -> list[Searchable]:
    """Everything searchable: entries in the order of the kinds, then situations, terms, acts; each group by id."""
    groups = [[entry_searchable(document, base) for document in base.of_kind(kind)] for kind in KINDS]
    groups.append([_situation(identifier, term, base) for identifier, term in base.terms("situations").items()])
    groups.append([_term(identifier, term) for identifier, term in base.glossary.items.items()])
    groups.append([_act(identifier, act) for identifier, act in base.legal.items.items()])
    return [found for group in groups for found in sorted(group, key=lambda item: item.id)]


def entry_searchable(document: Document, base: Base) -> Searchable:
    """An entry, published or not, as it would be searched."""
    entry = document.entry
    level = evidence_level(entry) if isinstance(entry, Technology) else None
    facets = {facet.folder: facet.of(document) for facet in FACETS}
    places = [base.label("territories", place) for place in facets["territories"]]
    facets["territories"] = list(_with_larger(facets["territories"], base))
    if ANY_AGE in facets["ages"]:
        facets["ages"] = list(base.terms("child_ages"))
    return Searchable(
        document.id,
        document.kind.id,
        entry_address(document),
        entry.title,
        entry.summary,
        document.kind.label,
        (level, base.label("evidence_levels", level)) if level else ("", ""),
        ", ".join(places[:_PLACES_SHOWN]),
        {name: values for name, values in facets.items() if values},
        tuple(entry.situations),
        {
            "title": entry.title,
            "aliases": "; ".join(entry.aliases),
            "asked_as": "; ".join(entry.asked_as),
            "summary": entry.summary,
            "body": " ".join(_body(document, base)),
        },
    )


def facet_values(base: Base) -> list[Facet]:
    """Every facet by which entries may be filtered, with all its values."""
    return [
        (facet.folder, facet.short, [(value, term.label) for value, term in base.terms(facet.vocabulary).items()])
        for facet in FACETS
    ]


def _with_larger(places: list[str], base: Base) -> Iterator[str]:
    """The places and what they lie in: who asks for the region is also shown its districts."""
    seen: dict[str, None] = {}
    for place in places:
        here: str | None = place
        while here is not None and here not in seen:
            seen[here] = None
            here = getattr(base.terms("territories").get(here), "parent", None)
    yield from seen


def _words_of(base: Base, vocabulary: str, identifiers: list[str]) -> Iterator[str]:
    """Label and synonyms of every value."""
    items = base.vocabularies[vocabulary].items if vocabulary in base.vocabularies else {}
    for identifier in identifiers:
        if identifier in items:
            yield items[identifier].label
            yield from items[identifier].synonyms


def _body(document: Document, base: Base) -> Iterator[str]:
    """Text below the header and the facts of the header that a reader sees on the page."""
    entry = document.entry
    yield plain_text(document.body)
    yield base.label("themes", entry.theme)
    yield from _words_of(base, "target_groups", getattr(entry, "target_groups", []))
    for name in ("case_kind", "initiator"):
        yield getattr(entry, name, None) or ""
    for name in ("places", "participants"):
        yield from getattr(entry, name, [])
    yield from (base.label("territories", place) for place in getattr(entry, "territories", []))
    yield from (indicator.name for indicator in getattr(entry, "indicators", []))
    yield from (result.text for result in getattr(entry, "results", []))
    for place in getattr(entry, "applied_in", []):
        yield " ".join(filter(None, (base.label("territories", place.territory), place.place, place.changes)))


_CITATION = re.compile(r"\[@[^\]]*\]")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING_LINE = re.compile(r"^#+ .*$", re.MULTILINE)


def plain_text(markdown: str) -> str:
    """Words of a Markdown text. Headings are left out: they are the same in every entry of a kind."""
    text = _COMMENT.sub(" ", _HEADING_LINE.sub(" ", markdown))
    return _LINK.sub(r"\1", _CITATION.sub(" ", text))


def _situation(identifier: str, situation: Situation, base: Base) -> Searchable:
    return Searchable(
        identifier,
        SITUATION,
        value_address(FACET_BY_FOLDER["situations"], identifier),
        situation.label,
        situation.definition,
        KIND_LABELS[SITUATION],
        fields={
            "title": situation.label,
            "aliases": "; ".join(situation.synonyms),
            "asked_as": "; ".join(situation.asked_as),
            "summary": situation.definition,
        },
    )


def _term(identifier: str, term: GlossaryTerm) -> Searchable:
    # An abbreviation names its term as fully as the term itself: who types «СОП» is shown that term first.
    titles = [term.term, *term.abbr, *term.ambiguous_abbr]
    return Searchable(
        identifier,
        TERM,
        f"glossary/#{identifier}",
        term.term,
        term.definition,
        KIND_LABELS[TERM],
        fields={
            "title": "; ".join(dict.fromkeys(titles)),
            "aliases": "; ".join(dict.fromkeys([*titles, *term.synonyms])),
            "asked_as": "; ".join(term.colloquial),
            "summary": term.definition,
        },
    )


def _act(identifier: str, act: LegalAct) -> Searchable:
    title = act.shown_name
    return Searchable(
        identifier,
        ACT,
        f"legal/#{identifier}",
        title,
        act.governs,
        KIND_LABELS[ACT],
        fields={
            "title": title,
            "aliases": "; ".join(act.topics),
            "summary": act.governs,
            "body": " ".join(filter(None, (act.issuer, act.note))),
        },
    )
