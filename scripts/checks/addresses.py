"""Addresses once published answer for ever: under the same id, or through `former_ids`."""

from __future__ import annotations

from collections.abc import Iterator
from os.path import isfile

from rapidfuzz import process

from scripts.collection import Base
from scripts.model import Problem

LIST = "practices/published-addresses.txt"


def address_of(kind_folder: str, identifier: str) -> str:
    """The permanent address of an entry, relative to the portal."""
    return f"practices/{kind_folder}/{identifier}/"


def answering(base: Base) -> set[str]:
    """Every address the portal answers: entries and their former ids."""
    return {
        address_of(document.kind.folder, identifier)
        for document in base.on_portal
        for identifier in (document.id, *document.entry.former_ids)
    }


def published_list(base: Base) -> list[str]:
    """The addresses of the list, in its order; comments and blank lines left out."""
    path = base.root / LIST
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def old_addresses_answer(base: Base) -> Iterator[Problem]:
    """Every address of the published list still leads to a page."""
    alive = answering(base)
    for address in published_list(base):
        identifier = address.rstrip("/").rpartition("/")[2]
        unread = identifier not in base.documents and isfile(base.root / f"{address.rstrip('/')}.md")
        if address not in alive and not unread:  # an unreadable entry has a problem of its own
            near = process.extractOne(address, sorted(alive), score_cutoff=80)
            fix = "верните запись или впишите её прежний id в `former_ids` новой"
            yield Problem(LIST, _line(base, address), "A01", f"адрес {address} больше не отвечает", f"{fix} (похож {near[0]})" if near else fix)


def _line(base: Base, address: str) -> int:
    lines = (base.root / LIST).read_text(encoding="utf-8", errors="replace").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.strip() == address)
