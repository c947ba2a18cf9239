"""Files made from the model: the commented blank of each kind, the JSON Schema for editors, the address list.

Derived files stand in git so that a contributor without Python has them; a test keeps them current.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from scripts.checks.addresses import LIST, address_of, published_list
from scripts.collection import Base
from scripts.model import ID_PATTERN, KINDS, InVocabulary, Kind, field_hint, marks_of

# What to write under a heading: one hint for each, the same words as CONTRIBUTING.md where it has them.
_HINTS = {
    "Порядок работы": "1. **Кто** что делает и когда. Бумага: *название*.\n2. **Кто** …\n3. **Кто** …",
    "Что делать": "1. Указание к действию.\n2. …\n3. …",
    "Что понадобится": "- **Где:** помещение или место.\n- **Материалы:** бумаги, вещи, программы.",
    "Когда не применять и риски": "- **Самое опасное — первым.** Что делать вместо этого.",
}
_MADE = "сделано из модели командой `praktiki derived`, не правьте руками"


def blank(kind: Kind) -> str:
    """The commented blank of a kind: every field with its meaning, every heading with a hint."""
    lines = ["---"]
    for name, field in kind.model.model_fields.items():
        lines.extend(_field_lines(name, field))
    lines.append("---")
    for heading in kind.headings:
        hint = _HINTS.get(heading.title, "")
        note = "" if heading.required else " (необязательный раздел, можно стереть)"
        lines.append(f"\n## {heading.title}\n\n<напишите здесь{note}>" + (f"\n\n{hint}" if hint else ""))
    return "\n".join(lines) + "\n"


def _field_lines(name: str, field: FieldInfo) -> Iterator[str]:
    """The field's meaning as a comment, then the field; what may be left out is commented out."""
    off = "" if field.is_required() else "# "
    yield f"# {field_hint(field)} ({'обязательно' if field.is_required() else 'необязательно'})"
    key = field.alias or name
    inner, many = _inner(field.annotation)
    if _is_part(inner):
        yield f"{off}{key}:"
        yield from _part_lines(inner, "  ", bool(field.is_required()))
    elif many:
        yield f"{off}{key}:"
        yield f"{off}  - ''"
    else:
        sample = "draft" if name == "status" else _sample(inner)
        yield f"{'' if name == 'status' else off}{key}: {sample}".rstrip()


def _part_lines(part: type[BaseModel], indent: str, required: bool) -> Iterator[str]:
    """One item of a list of parts, field by field; lists inside it get an item of their own."""
    lead = f"{indent}- "
    fields = part.model_fields
    # Where nothing is required by itself (a thing on a form), the first field stands open, or the item would be nothing.
    opened = {name for name, field in fields.items() if field.is_required()} or {next(iter(fields))}
    for name, field in fields.items():
        needed = required and name in opened
        off = "" if needed else "# "
        inner, many = _inner(field.annotation)
        key = f"{lead}{field.alias or name}:"
        hint = f"  # {field_hint(field)}"
        if many or _is_part(inner):
            yield f"{off}{key}{hint}"
            if _is_part(inner):
                yield from _part_lines(inner, f"{indent}    ", needed)
            else:
                yield f"{off}{indent}    - ''"
        else:
            yield f"{off}{key} {_sample(inner)}".rstrip() + hint
        lead = f"{indent}  "


def _is_part(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _sample(annotation: Any) -> str:
    """An empty place for the value: quotes for a text; none for a number, a date or yes/no, which quotes would spoil."""
    return "" if annotation in (int, float, bool, dt.date) else "''"


def _inner(annotation: Any) -> tuple[Any, bool]:
    """(type inside lists and options, whether it is a list)."""
    if get_origin(annotation) is list:
        return _inner(get_args(annotation)[0])[0], True
    if get_origin(annotation) in (Union, UnionType):
        real = [part for part in get_args(annotation) if part is not type(None)]
        return _inner(real[0])
    return annotation, False


def schema(kind: Kind, base: Base) -> str:
    """JSON Schema of a kind's header, with the vocabularies as closed lists, for hints while one types."""
    made = kind.model.model_json_schema(by_alias=True)
    made["$comment"] = _MADE
    made["title"] = f"Шапка записи: {kind.label}"
    models = {kind.model.__name__: kind.model} | {model.__name__: model for model in _parts(kind.model)}
    for name, model in models.items():
        properties = made["properties"] if model is kind.model else made["$defs"][name]["properties"]
        for field_name, field in model.model_fields.items():
            for mark in marks_of(field, InVocabulary):
                if mark.name in base.vocabularies:
                    _close(properties[field.alias or field_name], list(base.vocabularies[mark.name].items))
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _close(property_schema: dict[str, Any], values: list[str]) -> None:
    target = property_schema.get("items", property_schema)
    for option in target.get("anyOf", [target]):
        if option.get("type") == "string":
            option["enum"] = values


def _parts(model: type[BaseModel]) -> list[type[BaseModel]]:
    found = []
    for field in model.model_fields.values():
        inner, _ = _inner(field.annotation)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            found.append(inner)
    return found


def address_list(base: Base) -> str:
    """The list of published addresses: what it held, and every published entry it lacks. Nothing is ever dropped."""
    known = published_list(base)
    new = sorted({address_of(document.kind.folder, document.id) for document in base.on_portal} - set(known))
    head = "# Каждый адрес, который портал когда-либо опубликовал. Строки только добавляются: `praktiki derived`.\n"
    return head + "".join(f"{address}\n" for address in sorted([*known, *new]))


def derived_files(base: Base) -> dict[str, str]:
    """Path below the repository -> content of every derived file."""
    files = {LIST: address_list(base)}
    for kind in KINDS:
        files[f"practices/_template/{kind.id}.md"] = blank(kind)
        files[f"practices/schemas/{kind.id}.schema.json"] = schema(kind, base)
    return files


def new_entry(root: Path, kind: Kind, identifier: str) -> str:
    """Makes a draft from the blank; returns its path. ValueError says in Russian why it can't be made."""
    if not re.fullmatch(ID_PATTERN, identifier):
        raise ValueError(f"id `{identifier}` не годится: нужны латиница, цифры и дефис, например klub-otcov")
    taken = [path for path in (root / "practices").glob(f"*/{identifier}.md") if path.parent.name != "_template"]
    if taken:
        raise ValueError(f"id `{identifier}` уже занят: {taken[0].relative_to(root)}")
    path = root / "practices" / kind.folder / f"{identifier}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(blank(kind).replace("\ncompiled:\n", f"\ncompiled: {dt.date.today().isoformat()}\n"))
    return path.relative_to(root).as_posix()
