"""The pieces an entry's header is made of: a source, a result, a place, a relation, an indicator.

Field descriptions are Russian: they become the hints of the JSON Schema and the commented templates.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, StringConstraints, TypeAdapter, model_validator
from pydantic import ValidationError as PydanticError
from pydantic.functional_validators import AfterValidator
from pydantic_core import PydanticCustomError

from scripts.model.markers import InVocabulary, LinksTo

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=80)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600, pattern=r"^[^\n]*$")]
SourceKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-zА-Яа-я0-9][\w-]*$", max_length=40)]
Number = int | float

_URL = TypeAdapter(HttpUrl)


def _web_address(value: str) -> str:
    # HttpUrl would rewrite the address (punycode, trailing slash); the base keeps what the author wrote.
    try:
        _URL.validate_python(value)
    except PydanticError as error:
        raise PydanticCustomError("web_address", "нужен адрес, который начинается с http:// или https://") from error
    if any(character.isspace() for character in value):
        raise PydanticCustomError("web_address", "в адресе не должно быть пробелов")
    return value


WebAddress = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_web_address)]


class Part(BaseModel):
    """Strict and closed: a wrong type or an unknown field is a problem, never silently repaired."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Source(Part):
    """Where a statement comes from, and how much of it the compiler has seen."""

    key: SourceKey = Field(description="ключ, по которому на источник ссылаются: S1, S2…")
    kind: Annotated[Id, InVocabulary("source_kinds")] = Field(description="вид источника")
    title: Line = Field(description="название; если дано по содержанию — так и скажите")
    publisher: Line | None = Field(default=None, description="кто издал или чей сайт")
    date: dt.date | None = Field(default=None, description="день публикации, если известен")
    year: int | None = Field(default=None, ge=1900, le=2100, description="год публикации")
    url: WebAddress | None = Field(default=None, description="адрес страницы")
    archive_url: WebAddress | None = Field(default=None, description="адрес сохранённой копии")
    seen: Annotated[Id, InVocabulary("seen")] = Field(description="насколько вы видели источник")
    note: Line | None = Field(default=None, description="оговорка: что в источнике неясно")

    @property
    def published_in(self) -> int | None:
        """Year of publication, from the day when there is one."""
        return self.date.year if self.date else self.year


class Result(Part):
    """A statement about what came of the practice; a figure exists only with its source."""

    text: Line = Field(description="фраза целиком")
    value: Number | None = Field(default=None, description="число")
    unit: Line | None = Field(default=None, description="чего")
    period: Line | None = Field(default=None, description="за какой срок")
    sample: Line | None = Field(default=None, description="на какой выборке")
    kind: Annotated[Id, InVocabulary("result_kinds")] = Field(description="итог, охват или контекст")
    source: SourceKey = Field(description="ключ источника")


class AppliedIn(Part):
    """A place where the practice works, as a source says."""

    territory: Annotated[Id, InVocabulary("territories")] = Field(description="территория")
    place: Line | None = Field(default=None, description="место словами")
    since: int | None = Field(default=None, ge=1900, le=2100, description="год начала, если источник говорит о начале")
    source: SourceKey = Field(description="ключ источника")
    changes: Line | None = Field(default=None, description="что там изменили при переносе")


class LegalReference(Part):
    """An act the entry stands on, and what it means for the steps."""

    id: Annotated[Id, LinksTo(("legal",))] = Field(description="id акта из legal.yml")
    article: Line | None = Field(default=None, description="статья")
    why: Line | None = Field(default=None, description="что он значит для дела")


class Relation(Part):
    """A link to another entry; `type` says where the *related* entry stands relative to this one."""

    id: Annotated[Id, LinksTo(("technology",))] = Field(description="id записи")
    type: Annotated[Id, InVocabulary("relation_types")] = Field(description="сначала, затем, вместе, на выбор")
    why: Line = Field(description="почему связаны")


class ExternalRating(Part):
    """What a register of evidence says of the practice."""

    register_name: Line = Field(alias="register", description="реестр")
    grade: Line = Field(description="оценка словами реестра")
    date: Line | None = Field(default=None, description="когда вынесена или увидена")
    url: WebAddress | None = Field(default=None, description="адрес записи")
    source: SourceKey | None = Field(default=None, description="ключ источника")


class Indicator(Part):
    """A figure of a case, exactly as its source gives it."""

    name: Line = Field(description="что измеряли")
    shown: Line = Field(description="как сказано в источнике: «до 20 % случаев»")
    value: Number | None = Field(default=None, description="то же числом")
    was: Number | None = Field(default=None, description="прежнее число, если источник его даёт")
    unit: Line | None = Field(default=None, description="единица")
    base: Line | None = Field(default=None, description="от чего считали")
    period: Line | None = Field(default=None, description="за какой срок")
    kind: Annotated[Id, InVocabulary("result_kinds")] = Field(description="итог, охват или контекст")
    source: SourceKey = Field(description="ключ источника")
    note: Line | None = Field(default=None, description="оговорка")

    @model_validator(mode="after")
    def _previous_needs_current(self) -> Indicator:
        if self.was is not None and self.value is None:
            raise PydanticCustomError("previous_alone", "есть прежнее число `was`, но нет нынешнего `value`")
        return self
