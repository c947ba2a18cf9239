"""Plain data to a pydantic model, or problems with the line of each."""

from __future__ import annotations

import types
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from scripts.model import Location, field_hint
from scripts.reading.messages import in_russian, is_repeat, without_union
from scripts.reading.yaml_lines import Lined, Report

Model = TypeVar("Model", bound=BaseModel)


def validated(model: type[Model], lined: Lined, report: Report, at: Location = ()) -> Model | None:
    """The model made of the data at `at`, or None after every problem has been reported."""
    data = lined.data
    for step in at:
        data = data[step]
    try:
        return model.model_validate(data)
    except ValidationError as failure:
        for error in failure.errors():
            location = tuple(error["loc"])
            if not is_repeat(location):
                _report(error, model, without_union(location), lined, report, at)
        return None


def _report(error: dict[str, Any], model: type[BaseModel], location: Location, lined: Lined, report: Report, at: Location) -> None:
    named_at = max((index for index, step in enumerate(location) if isinstance(step, str)), default=0)
    field = str(location[named_at]) if location else ""
    owner = _model_at(model, location[:named_at])
    known = {(info.alias or name): info for name, info in owner.model_fields.items()} if owner else {}
    hint = field_hint(known[field]) if field in known else ""
    where = (*at, *location)
    code, text, fix = in_russian(error, field, list(known), hint, lined.written.get(where))
    place = ".".join(str(step + 1) if isinstance(step, int) else step for step in location)
    named = f"{place}: {text}" if code not in ("P01", "P02") or len(location) > 1 else text
    report(lined.line_of(where), code, named, fix)


def _model_at(model: type[BaseModel], location: Location) -> type[BaseModel] | None:
    """The model that a location inside `model` leads to."""
    current: Any = model
    for step in location:
        if isinstance(step, int):
            continue
        field = next((info for name, info in current.model_fields.items() if step in (name, info.alias)), None)
        current = _inner_model(field.annotation) if field else None
        if current is None:
            return None
    return current


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (list, Union, types.UnionType):
        return next((found for part in get_args(annotation) if (found := _inner_model(part))), None)
    return None
