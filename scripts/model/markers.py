"""Marks on model fields that say where a value must be found: in a vocabulary or among the entries.

Checks, page builders and the JSON Schema read the marks, so a new field needs no new check.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo


@dataclass(frozen=True)
class InVocabulary:
    """The value is an id of practices/vocabularies/<name>.yml."""

    name: str


@dataclass(frozen=True)
class LinksTo:
    """The value is the id of another entry of one of these kinds, or of a data file ("legal")."""

    kinds: tuple[str, ...]


Mark = TypeVar("Mark", InVocabulary, LinksTo)


def marks_of(field: FieldInfo, mark: type[Mark]) -> list[Mark]:
    """Marks of this type on a field, or on a member of its union: `Annotated[Id, …] | None` keeps its mark there."""
    members = [found for part in get_args(field.annotation) for found in getattr(part, "__metadata__", ())]
    return [found for found in [*field.metadata, *members] if isinstance(found, mark)]


def vocabularies_of(model: type[BaseModel]) -> set[str]:
    """Names of the vocabularies that the fields of the model, or of its parts, are marked with."""
    found = set()
    for field in model.model_fields.values():
        found |= {mark.name for mark in marks_of(field, InVocabulary)}
        for part in (field.annotation, *get_args(field.annotation)):
            if isinstance(part, type) and issubclass(part, BaseModel):
                found |= vocabularies_of(part)
    return found


def field_hint(field: FieldInfo) -> str:
    """What the field means and, for a vocabulary, where its values stand: for messages, blanks and schemas."""
    where = "".join(f"; id из vocabularies/{mark.name}.yml" for mark in marks_of(field, InVocabulary))
    return (field.description or "") + where


Location = tuple[str | int, ...]


def marked(model: BaseModel, mark: type, at: Location = ()) -> Iterator[tuple[Location, Any, str]]:
    """Every value of `model`, at any depth, whose field carries a mark of this type: (location, mark, value)."""
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if value is None:
            continue
        items = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        marks = marks_of(field, mark)
        for index, item in items:
            here = (*at, name) if index is None else (*at, name, index)
            if isinstance(item, BaseModel):
                yield from marked(item, mark, here)
            for found in marks:
                yield here, found, item
