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
    `words` is the least number of words that still says something under this heading; the shortest sections of the
    edited base have about half as many again.
    """

    title: str
    anchor: str
    required: bool = True
    tidier: tuple[int, ...] = ()
    words: int = 10


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
        Heading("Суть и почему это работает", "sut", tidier=(2,), words=50),
        Heading("Когда применять", "kogda", words=18),
        Heading("Когда не применять и риски", "kogda-ne", words=50),
        Heading("Порядок работы", "poryadok", tidier=(4,), words=100),
        Heading("Кто проводит", "kto", tidier=(5,), words=15),
        Heading("Что понадобится", "chto-nuzhno", tidier=(3, 7), words=18),
        Heading("Сроки и нагрузка", "sroki", tidier=(6, 8), words=10),
        Heading("Подстройка под условия", "usloviya", tidier=(9,), words=30),
        Heading("Как понять, что делаем правильно", "kachestvo", tidier=(11,), words=18),
        Heading("Результаты", "rezultaty", tidier=(12,), words=14),
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
        Heading("Что сделали", "chto-sdelali", words=35),
        Heading("Как читать цифры", "cifry", words=15),
        Heading("Что неясно", "neyasno", words=15),
        Heading("Что взять себе", "vzyat-sebe", words=35),
    ),
)

RECOMMENDATION = Kind(
    id="recommendation",
    folder="recommendations",
    model=Recommendation,
    label="рекомендация",
    plural="Рекомендации",
    headings=(
        Heading("Когда пригодится", "kogda", words=18),
        Heading("Что делать", "chto-delat", words=150),
        Heading("Чего избегать", "chego-izbegat", words=40),
        Heading("Бумаги", "bumagi", words=15),
        Heading("Как проверить себя", "kak-proverit", words=25),
    ),
)

FORM = Kind(
    id="form",
    folder="forms",
    model=Form,
    label="бланк",
    plural="Бланки",
    headings=(
        Heading("Зачем этот бланк", "zachem", words=18),
        Heading("Как заполнять", "kak-zapolnyat", words=25),
        Heading("Чего не писать", "chego-ne-pisat", words=15),
        Heading("Хранение и передача", "hranenie", words=15),
    ),
)

ROUTE = Kind(
    id="route",
    folder="routes",
    model=Route,
    label="маршрут",
    plural="Маршруты",
    headings=(
        Heading("Ваш ли это маршрут", "vash-li", words=25),
        Heading("Первый день", "pervyj-den", words=35),
        Heading("Где маршрут срывается", "sryv", words=35),
        Heading("Чем заканчивается", "konec", words=20),
    ),
)

KIT = Kind(
    id="kit",
    folder="kits",
    model=Kit,
    label="учебный модуль",
    plural="Учебные модули",
    headings=(
        Heading("Подготовка", "podgotovka", words=30),
        Heading("Учебный случай", "sluchaj", words=80),
        Heading("Вопросы к разбору", "voprosy", words=30),
        Heading("Ведущему: на что смотреть", "vedushchemu", words=50),
        Heading("Раздаточный лист", "razdatochnyj-list", words=40),
    ),
)

KINDS = (TECHNOLOGY, CASE, RECOMMENDATION, FORM, ROUTE, KIT)
KIND_BY_FOLDER = {kind.folder: kind for kind in KINDS}
KIND_BY_ID = {kind.id: kind for kind in KINDS}
