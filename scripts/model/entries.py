"""What every entry has, and three kinds of it: technology, case, recommendation. Author's fields only.

The other kinds stand in `papers` and `teaching`. A new kind is a class, a row in `scripts.model.kinds`, a page builder.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field, StringConstraints

from scripts.model.markers import InVocabulary, LinksTo
from scripts.model.parts import (
    AppliedIn,
    ExternalRating,
    Id,
    Indicator,
    LegalReference,
    Line,
    Part,
    Relation,
    Result,
    Source,
)

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=120, pattern=r"^[^\n]*$")]
Summary = Annotated[str, StringConstraints(strip_whitespace=True, min_length=20, max_length=200, pattern=r"^[^\n]*$")]
Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=120, pattern=r"^[^\n]*$")]


class Entry(Part):
    """What every kind of entry has."""

    title: Title = Field(description="короткое имя")
    summary: Summary = Field(description="одна фраза до 200 знаков: беда и что с ней делают")
    aliases: list[Phrase] = Field(default=[], description="другие названия, сокращения")
    asked_as: list[Phrase] = Field(default=[], max_length=30, description="как спросил бы коллега или родитель своими словами")
    theme: Annotated[Id, InVocabulary("themes")] = Field(description="рубрика, одна")
    situations: Annotated[list[Id], InVocabulary("situations")] = Field(default=[], description="ситуации")
    sectors: Annotated[list[Id], InVocabulary("sectors")] = Field(default=[], description="ведомства и сферы")
    legal: list[LegalReference] = Field(default=[], description="правовые акты")
    forms: Annotated[list[Id], LinksTo(("form",))] = Field(default=[], description="бланки")
    related: list[Relation] = Field(default=[], description="связанные записи")
    sources: list[Source] = Field(min_length=1, description="источники")
    basis: Line | None = Field(default=None, description="что взято из источников, а что из практики")
    expert_check: Annotated[list[Id], InVocabulary("expert_checks")] = Field(
        default=[], description="кто ещё должен проверить текст"
    )
    compiled: dt.date = Field(description="дата, когда текст собран из источников")
    reviewed: dt.date | None = Field(default=None, description="дата проверки экспертом")
    reviewed_by: Line | None = Field(default=None, description="роль эксперта, без имени")
    status: Annotated[Id, InVocabulary("statuses")] = Field(default="draft", description="состояние записи")
    withdrawn_reason: Line | None = Field(default=None, description="почему отозвана и чем заменить")
    former_ids: list[Id] = Field(default=[], description="прежние id: их адреса ведут сюда")


class Technology(Entry):
    """A practice card: what to do with a family in a situation, and when not to."""

    asked_as: list[Phrase] = Field(min_length=5, max_length=30, description="5–30 фраз, как спросил бы коллега или родитель")
    situations: Annotated[list[Id], InVocabulary("situations")] = Field(min_length=1, description="ситуации")
    target_groups: Annotated[list[Id], InVocabulary("target_groups")] = Field(min_length=1, description="кому")
    roles: Annotated[list[Id], InVocabulary("roles")] = Field(min_length=1, description="кто работает по карточке")
    child_ages: Annotated[list[Id], InVocabulary("child_ages")] = Field(min_length=1, description="возраст ребёнка")
    prevention: Annotated[list[Id], InVocabulary("prevention")] = Field(min_length=1, description="уровень")
    sectors: Annotated[list[Id], InVocabulary("sectors")] = Field(min_length=1, description="ведомства и сферы")
    forms_of_work: Annotated[list[Id], InVocabulary("forms_of_work")] = Field(min_length=1, description="формы работы")
    duration: Annotated[Id, InVocabulary("durations")] = Field(description="срок для одной семьи")
    evidence: Annotated[Id, InVocabulary("evidence_levels")] | None = Field(
        default=None, description="уровень доказательности, только если программа вывела его неверно"
    )
    evidence_reason: Line | None = Field(default=None, description="почему уровень поставлен вручную")
    results: list[Result] = Field(default=[], description="результаты с источником")
    applied_in: list[AppliedIn] = Field(default=[], description="где работает")
    external_ratings: list[ExternalRating] = Field(default=[], description="оценки реестров")


class Case(Entry):
    """A pilot, programme or service: where and how it was done, with its figures and doubts."""

    case_kind: Line = Field(description="словами: региональный проект, служба, форум")
    territories: Annotated[list[Id], InVocabulary("territories")] = Field(min_length=1, description="территории")
    places: list[Line] = Field(default=[], description="места словами")
    period: Line = Field(description="когда")
    initiator: Line | None = Field(default=None, description="кто начал")
    participants: list[Line] = Field(default=[], description="кто участвовал")
    technologies: Annotated[list[Id], LinksTo(("technology",))] = Field(default=[], description="какие практики")
    indicators: list[Indicator] = Field(default=[], description="показатели")
    from_seeds: bool = Field(default=False, description="собран ли из пяти статей, с которых начат проект")


class Recommendation(Entry):
    """How to do a task, step by step, whichever practice it serves."""

    roles: Annotated[list[Id], InVocabulary("roles")] = Field(min_length=1, description="для кого")
    technologies: Annotated[list[Id], LinksTo(("technology",))] = Field(default=[], description="какие практики")
    cases: Annotated[list[Id], LinksTo(("case",))] = Field(default=[], description="кейсы")
