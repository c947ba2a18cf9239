"""A form: a paper to fill in. One source gives its page, its DOCX and its ODT.

What a thing on the paper is follows from the fields it has, so that nobody has to learn names of types:
`options` make boxes to tick, `columns` a table, `signature` a place to sign, `text` printed words,
and a bare `label` a line (or `lines` of them) to write on.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from scripts.model.entries import Entry
from scripts.model.markers import InVocabulary
from scripts.model.parts import Id, Line, Part, Source

Statement = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1500, pattern=r"^[^\n]*$")]


class PaperItem(Part):
    """One thing on a paper: a line to fill in, boxes to tick, a table, a place to sign, or printed words."""

    label: Line | None = Field(default=None, description="что вписать; у таблицы — её название")
    hint: Line | None = Field(default=None, description="подсказка мелким шрифтом: как заполнить")
    lines: int = Field(default=1, ge=1, le=15, description="сколько строк для записи; у таблицы — высота каждой строки")
    options: list[Line] = Field(default=[], description="варианты, которые отмечают галочкой")
    columns: list[Line] = Field(default=[], max_length=7, description="столбцы таблицы")
    rows: int = Field(default=0, ge=0, le=30, description="сколько пустых строк в таблице")
    named_rows: list[Line] = Field(default=[], max_length=30, description="строки таблицы, названные в первом столбце")
    signature: bool = Field(default=False, description="true — место для подписи")
    text: Statement | None = Field(default=None, description="готовая фраза бланка, её печатают как есть")

    @model_validator(mode="after")
    def _is_one_thing(self) -> PaperItem:
        natures = [bool(self.options), bool(self.columns), self.signature, self.text is not None]
        if sum(natures) > 1:
            raise PydanticCustomError("paper_item", "пункт бланка — сразу и галочки, и таблица, и подпись или фраза")
        if self.text is None and self.label is None:
            raise PydanticCustomError("paper_item", "у пункта бланка нет ни `label`, ни `text`")
        if bool(self.columns) != bool(self.rows or self.named_rows):
            raise PydanticCustomError("paper_item", "таблице нужны и столбцы `columns`, и строки `rows` или `named_rows`")
        return self


class PaperPart(Part):
    """A titled part of a paper."""

    title: Line = Field(description="название части бланка")
    note: Line | None = Field(default=None, description="пояснение под названием")
    items: list[PaperItem] = Field(min_length=1, description="что в этой части")


class Form(Entry):
    """A paper that a specialist fills in, prints and keeps."""

    sources: list[Source] = Field(default=[], description="источники, если бланк взят из них")
    standing: Annotated[Id, InVocabulary("form_standings")] = Field(description="требует ли этот бланк закон")
    roles: Annotated[list[Id], InVocabulary("roles")] = Field(min_length=1, description="кто заполняет")
    filled_when: Line = Field(description="когда заполняют")
    kept: Line = Field(description="где хранят и сколько")
    parts: list[PaperPart] = Field(min_length=1, description="сам бланк по частям")
