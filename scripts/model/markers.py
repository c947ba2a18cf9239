"""Marks on model fields that say where a value must be found: in a vocabulary or among the entries.

Checks, page builders and the JSON Schema read the marks, so a new field needs no new check.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
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
        for part in _parts_of(field.annotation):
            found |= vocabularies_of(part)
    return found


def field_hint(field: FieldInfo) -> str:
    """What the field means and, for a vocabulary, where its values stand: for messages, blanks and schemas."""
    where = "".join(f"; id из vocabularies/{mark.name}.yml" for mark in marks_of(field, InVocabulary))
    return (field.description or "") + where


Location = tuple[str | int, ...]


def marked(model: BaseModel, mark: type, at: Location = ()) -> Iterator[tuple[Location, Any, str]]:
    """Every value of `model`, at any depth, whose field carries a mark of this type: (location, mark, value)."""
    for name, marks, has_parts in _fields_with(type(model), mark):
        value = getattr(model, name)
        if value is None:
            continue
        items = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for index, item in items:
            here = (*at, name) if index is None else (*at, name, index)
            if has_parts and isinstance(item, BaseModel):
                yield from marked(item, mark, here)
            for found in marks:
                yield here, found, item


@lru_cache(maxsize=None)
def _fields_with(model: type[BaseModel], mark: type) -> list[tuple[str, list[Any], bool]]:
    """(field, its marks of this type, whether it holds parts) of the fields that can lead to such a mark.

    Asked for every entry by half of the checks, and the answer depends on the class alone.
    """
    fields = []
    for name, field in model.model_fields.items():
        marks = marks_of(field, mark)
        has_parts = any(_fields_with(part, mark) for part in _parts_of(field.annotation))
        if marks or has_parts:
            fields.append((name, marks, has_parts))
    return fields


def _parts_of(annotation: Any) -> list[type[BaseModel]]:
    return [part for part in (annotation, *get_args(annotation)) if isinstance(part, type) and issubclass(part, BaseModel)]
