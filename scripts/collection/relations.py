"""Links between entries seen from both ends, and who refers to an entry or an act."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from scripts.collection.base import Base
from scripts.model import LegalReference, LinksTo, RelationType, marked
from scripts.reading import Document


@dataclass(frozen=True)
class Link:
    """The other end of a relation, as this end should show it."""

    other: Document
    type: str
    why: str


def inverse_of(base: Base, relation_type: str) -> str:
    """The type the other end shows: before <-> after; the rest are their own inverse."""
    records = base.vocabularies.get("relation_types")
    record = records.items.get(relation_type) if records else None
    return record.inverse if isinstance(record, RelationType) else relation_type


class Graph:
    """All links of the base. What one entry wrote is shown at both ends; a pair written twice is shown once."""

    def __init__(self, base: Base):
        self._base = base
        self._links: dict[str, dict[str, Link]] = defaultdict(dict)
        self._referrers: dict[str, list[Document]] = defaultdict(list)
        self._acts: dict[str, list[tuple[Document, LegalReference]]] = defaultdict(list)
        shown = {document.id: document for document in base.published}
        for document in shown.values():
            for relation in document.entry.related:
                if relation.id in shown:
                    self._links[document.id][relation.id] = Link(shown[relation.id], relation.type, relation.why)
            for reference in document.entry.legal:
                self._acts[reference.id].append((document, reference))
            for location, _, identifier in marked(document.entry, LinksTo):
                if location[0] not in ("related", "legal") and identifier in shown:
                    self._referrers[identifier].append(document)
        for document in shown.values():
            for relation in document.entry.related:
                if relation.id in shown and document.id not in self._links[relation.id]:
                    self._links[relation.id][document.id] = Link(document, inverse_of(base, relation.type), relation.why)

    def links(self, identifier: str) -> list[Link]:
        """Links of the entry in the order of the vocabulary of types, then by title."""
        types = self._base.vocabularies.get("relation_types")
        order = {name: place for place, name in enumerate(types.items if types else ())}
        return sorted(
            self._links[identifier].values(),
            key=lambda link: (order.get(link.type, len(order)), link.other.entry.title.casefold()),
        )

    def referrers(self, identifier: str) -> list[Document]:
        """Cases, recommendations and others that name the entry among theirs."""
        return sorted(self._referrers[identifier], key=lambda document: document.entry.title.casefold())

    def act_referrers(self, identifier: str) -> list[tuple[Document, LegalReference]]:
        """Entries that stand on the act, with what they take from it."""
        return sorted(self._acts[identifier], key=lambda pair: pair[0].entry.title.casefold())
