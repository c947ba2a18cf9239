"""The table of kinds: folder, model, headings of the text. One row per kind of entry."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.model.entries import Case, Entry, Recommendation, Technology
from scripts.model.papers import Form
from scripts.model.teaching import Kit, Route


@dataclass(frozen=True)
class Heading:
    """A section of an entry's text. `anchor` is its permanent address on the page.

    `tidier` lists the TIDieR items (Hoffmann et al., 2014) that a filled section answers.
    """

    title: str
    anchor: str
    required: bool = True
    tidier: tuple[int, ...] = ()


@dataclass(frozen=True)
class Kind:
    """A kind of entry. `id` is used in links and JSON, `folder` under practices/ and in addresses."""

    id: str
    folder: str
    model: type[Entry]
    label: str
    plural: str
    headings: tuple[Heading, ...]


TECHNOLOGY = Kind(
    id="technology",
    folder="technologies",
    model=Technology,
    label="практика",
    plural="Практики",
    headings=(
        Heading("Суть и почему это работает", "sut", tidier=(2,)),
        Heading("Когда применять", "kogda"),
        Heading("Когда не применять и риски", "kogda-ne"),
        Heading("Порядок работы", "poryadok", tidier=(4,)),
        Heading("Кто проводит", "kto", tidier=(5,)),
        Heading("Что понадобится", "chto-nuzhno", tidier=(3, 7)),
        Heading("Сроки и нагрузка", "sroki", tidier=(6, 8)),
        Heading("Подстройка под условия", "usloviya", tidier=(9,)),
        Heading("Как понять, что делаем правильно", "kachestvo", tidier=(11,)),
        Heading("Результаты", "rezultaty", tidier=(12,)),
        Heading("Из практики", "iz-praktiki", required=False),
    ),
)

CASE = Kind(
    id="case",
    folder="cases",
    model=Case,
    label="кейс",
    plural="Кейсы",
    headings=(
        Heading("Цель", "cel"),
        Heading("Что сделали", "chto-sdelali"),
        Heading("Как читать цифры", "cifry"),
        Heading("Что неясно", "neyasno"),
        Heading("Что взять себе", "vzyat-sebe"),
    ),
)

RECOMMENDATION = Kind(
    id="recommendation",
    folder="recommendations",
    model=Recommendation,
    label="рекомендация",
    plural="Рекомендации",
    headings=(
        Heading("Когда пригодится", "kogda"),
        Heading("Что делать", "chto-delat"),
        Heading("Чего избегать", "chego-izbegat"),
        Heading("Бумаги", "bumagi"),
        Heading("Как проверить себя", "kak-proverit"),
    ),
)

FORM = Kind(
    id="form",
    folder="forms",
    model=Form,
    label="бланк",
    plural="Бланки",
    headings=(
        Heading("Зачем этот бланк", "zachem"),
        Heading("Как заполнять", "kak-zapolnyat"),
        Heading("Чего не писать", "chego-ne-pisat"),
        Heading("Хранение и передача", "hranenie"),
    ),
)

ROUTE = Kind(
    id="route",
    folder="routes",
    model=Route,
    label="маршрут",
    plural="Маршруты",
    headings=(
        Heading("Ваш ли это маршрут", "vash-li"),
        Heading("Первый день", "pervyj-den"),
        Heading("Где маршрут срывается", "sryv"),
        Heading("Чем заканчивается", "konec"),
    ),
)

KIT = Kind(
    id="kit",
    folder="kits",
    model=Kit,
    label="учебный модуль",
    plural="Учебные модули",
    headings=(
        Heading("Подготовка", "podgotovka"),
        Heading("Учебный случай", "sluchaj"),
        Heading("Вопросы к разбору", "voprosy"),
        Heading("Ведущему: на что смотреть", "vedushchemu"),
        Heading("Раздаточный лист", "razdatochnyj-list"),
    ),
)

KINDS = (TECHNOLOGY, CASE, RECOMMENDATION, FORM, ROUTE, KIT)
KIND_BY_FOLDER = {kind.folder: kind for kind in KINDS}
KIND_BY_ID = {kind.id: kind for kind in KINDS}
