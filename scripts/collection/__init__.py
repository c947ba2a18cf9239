"""All entries together: look-ups by id, links between them, computed facts. Reads through `scripts.reading` only."""

from scripts.collection.base import PICTURES, ROOT, Base, read_base
from scripts.collection.citations import CITATION, Numbers, section_markdown
from scripts.collection.facts import REREAD_MONTHS, TIDIER_ITEMS, Completeness, completeness, due_on, evidence_level
from scripts.collection.readability import readability
from scripts.collection.relations import Graph, Link, inverse_of

__all__ = [
    "CITATION",
    "PICTURES",
    "REREAD_MONTHS",
    "ROOT",
    "TIDIER_ITEMS",
    "Base",
    "Completeness",
    "Graph",
    "Link",
    "Numbers",
    "completeness",
    "due_on",
    "evidence_level",
    "inverse_of",
    "read_base",
    "readability",
    "section_markdown",
]
