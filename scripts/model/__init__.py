"""What the base is made of: pydantic models of entries and data files, the table of kinds, a Problem.

Knows nothing of files, YAML or pages.
"""

from scripts.model.data_files import (
    VOCABULARY_MODELS,
    GlossaryTerm,
    LegalAct,
    RelationType,
    Situation,
    Term,
    Territory,
)
from scripts.model.entries import Case, Entry, Recommendation, Technology
from scripts.model.kinds import (
    CASE,
    FORM,
    KIND_BY_FOLDER,
    KIND_BY_ID,
    KINDS,
    KIT,
    RECOMMENDATION,
    ROUTE,
    TECHNOLOGY,
    Heading,
    Kind,
)
from scripts.model.markers import InVocabulary, LinksTo, Location, field_hint, marked, marks_of, vocabularies_of
from scripts.model.papers import Form, PaperItem, PaperPart
from scripts.model.parts import ID_PATTERN, Indicator, LegalReference, Part, Relation, Result, Source
from scripts.model.problem import Problem
from scripts.model.teaching import Kit, Route

__all__ = [
    "CASE",
    "FORM",
    "ID_PATTERN",
    "KINDS",
    "KIND_BY_FOLDER",
    "KIND_BY_ID",
    "KIT",
    "RECOMMENDATION",
    "ROUTE",
    "TECHNOLOGY",
    "VOCABULARY_MODELS",
    "Case",
    "Entry",
    "Form",
    "GlossaryTerm",
    "Heading",
    "InVocabulary",
    "Indicator",
    "Kind",
    "Kit",
    "LegalAct",
    "LegalReference",
    "LinksTo",
    "Location",
    "PaperItem",
    "PaperPart",
    "Part",
    "Problem",
    "Recommendation",
    "Relation",
    "RelationType",
    "Result",
    "Route",
    "Situation",
    "Source",
    "Technology",
    "Term",
    "Territory",
    "field_hint",
    "marked",
    "marks_of",
    "vocabularies_of",
]
