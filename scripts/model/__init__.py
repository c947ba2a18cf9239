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
from scripts.model.kinds import CASE, KIND_BY_FOLDER, KIND_BY_ID, KINDS, RECOMMENDATION, TECHNOLOGY, Heading, Kind
from scripts.model.markers import InVocabulary, LinksTo, Location, field_hint, marked, marks_of, vocabularies_of
from scripts.model.parts import ID_PATTERN, Indicator, LegalReference, Part, Relation, Result, Source
from scripts.model.problem import Problem

__all__ = [
    "CASE",
    "ID_PATTERN",
    "KINDS",
    "KIND_BY_FOLDER",
    "KIND_BY_ID",
    "RECOMMENDATION",
    "TECHNOLOGY",
    "VOCABULARY_MODELS",
    "Case",
    "Entry",
    "GlossaryTerm",
    "Heading",
    "InVocabulary",
    "Indicator",
    "Kind",
    "LegalAct",
    "LegalReference",
    "LinksTo",
    "Location",
    "Part",
    "Problem",
    "Recommendation",
    "Relation",
    "RelationType",
    "Result",
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
