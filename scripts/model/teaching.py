"""What puts practices in order: a route through a situation and a kit for a trainer."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scripts.model.entries import Entry
from scripts.model.markers import InVocabulary, LinksTo
from scripts.model.parts import Id, Line, Part, Source


class RouteStep(Part):
    """One practice on the way, with its time and its reason."""

    technology: Annotated[Id, LinksTo(("technology",))] = Field(description="id практики")
    when: Line = Field(description="когда: рабочий ориентир")
    why: Line = Field(description="зачем этот шаг")
    only_if: Line | None = Field(default=None, description="при каком условии; без условия шаг нужен всем")
    forms: Annotated[list[Id], LinksTo(("form",))] = Field(default=[], description="бланки этого шага")


class Route(Entry):
    """The order of practices for one situation, with the signal to begin and the rule to stop."""

    sources: list[Source] = Field(default=[], description="источники; обычно их несут карточки шагов")
    situations: Annotated[list[Id], InVocabulary("situations")] = Field(min_length=1, description="ситуации")
    roles: Annotated[list[Id], InVocabulary("roles")] = Field(min_length=1, description="для кого")
    start_signal: Line = Field(description="по какому признаку начинать")
    stop_rule: Line = Field(description="когда бросить маршрут и звать срочную помощь")
    steps: list[RouteStep] = Field(min_length=3, max_length=12, description="шаги по порядку")
    recommendations: Annotated[list[Id], LinksTo(("recommendation",))] = Field(default=[], description="рекомендации")
    cases: Annotated[list[Id], LinksTo(("case",))] = Field(default=[], description="кейсы")


class PlanItem(Part):
    """A stretch of a lesson."""

    minutes: int = Field(ge=1, le=480, description="сколько минут")
    activity: Line = Field(description="что делают")


class Question(Part):
    """A question of the quiz with its answer explained."""

    question: Line = Field(description="вопрос")
    options: list[Line] = Field(min_length=2, max_length=6, description="варианты ответа")
    correct: int = Field(ge=1, le=6, description="номер верного варианта, счёт с единицы")
    explanation: Line = Field(description="почему верен он")

    @model_validator(mode="after")
    def _answer_is_there(self) -> Question:
        if self.correct > len(self.options):
            raise PydanticCustomError("quiz_answer", "верным назван вариант, которого нет в `options`")
        return self


class Kit(Entry):
    """A lesson for specialists: aims, plan, an invented case, a quiz."""

    sources: list[Source] = Field(default=[], description="источники; обычно их несут карточки модуля")
    audience: Line = Field(description="для кого занятие")
    minutes: int = Field(ge=30, le=960, description="сколько минут длится занятие")
    aims: list[Line] = Field(min_length=2, max_length=6, description="чему научатся")
    technologies: Annotated[list[Id], LinksTo(("technology",))] = Field(min_length=1, description="какие практики")
    recommendations: Annotated[list[Id], LinksTo(("recommendation",))] = Field(default=[], description="рекомендации")
    cases: Annotated[list[Id], LinksTo(("case",))] = Field(default=[], description="кейсы")
    plan: list[PlanItem] = Field(min_length=3, description="план по минутам")
    quiz: list[Question] = Field(min_length=3, description="вопросы для проверки")

    @model_validator(mode="after")
    def _plan_fills_the_time(self) -> Kit:
        if sum(item.minutes for item in self.plan) != self.minutes:
            raise PydanticCustomError("plan_sum", "минуты плана не складываются в длительность занятия `minutes`")
        return self
