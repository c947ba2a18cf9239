"""Records of the data files: a vocabulary term, a territory, a glossary term, a legal act."""

from __future__ import annotations

from pydantic import Field

from scripts.model.parts import Id, Line, Part, WebAddress


class Term(Part):
    """One value of a vocabulary. `label` is shown, `synonyms` are searched."""

    label: Line = Field(description="как показывать")
    definition: Line = Field(description="одна строка")
    synonyms: list[Line] = Field(default=[], description="по каким словам искать")


class Situation(Term):
    """A situation, in a specialist's words. `asked_as` are the words of those who are in it; searched and never shown."""

    group: Id = Field(description="группа ситуаций")
    asked_as: list[Line] = Field(default=[], description="как об этом говорят родители, соседи, учителя; ищется, не показывается")


class Territory(Term):
    """A country, a region or a municipality; `parent` is the id of the larger one."""

    type: Line = Field(description="страна, край, область, район, город…")
    parent: Id | None = Field(default=None, description="во что входит")


class RelationType(Term):
    """A type of relation and the type its other end shows."""

    inverse: Id = Field(description="как связь выглядит с другой стороны")


class GlossaryTerm(Part):
    """A term of the field. `colloquial` words are searched and never shown."""

    term: Line
    section: Line
    definition: Line
    abbr: list[Line] = []
    ambiguous_abbr: list[Line] = []
    synonyms: list[Line] = []
    colloquial: list[Line] = []
    broader: list[Id] = []
    related: list[Id] = []


class LegalAct(Part):
    """A legal act. `verified` means that its details were seen in an excerpt of a document."""

    kind: Line
    level: Line
    number: Line | None = None
    date: Line | None = None
    title: Line
    issuer: Line | None = None
    governs: Line
    asks: Line | None = Field(default=None, description="что акт требует от специалиста")
    in_force: Line
    effective_from: Line | None = None
    replaced_by: Line | None = None
    verified: bool
    topics: list[Line] = []
    source_url: WebAddress | None = None
    note: Line | None = None

    @property
    def shown_name(self) -> str:
        """«Федеральный закон № 120-ФЗ «Об основах…»»; a number that stands in the title is not said twice."""
        number = f" № {self.number}" if self.number and self.number not in self.title else ""
        return f"{self.kind[:1].upper()}{self.kind[1:]}{number} «{self.title}»"


# What a vocabulary file holds: every file not named here holds plain terms.
VOCABULARY_MODELS: dict[str, type[Term]] = {
    "situations": Situation,
    "territories": Territory,
    "relation_types": RelationType,
}
