"""The figures of the first sixteen cases against the five articles the project began with.

The table was made by reading the articles themselves, not the cards: every number an article gives, with its words.
A figure that a card ascribes to an article and the article does not give fails here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from scripts.collection import read_base
from scripts.model import Indicator
from scripts.reading import Document

# Title of the source in the cases -> number -> the article's own words. Numbers written as words stand here too.
ARTICLES: dict[str, dict[str, str]] = {
    "В Новосибирской области начато тиражирование проекта «Защитники детства» (заголовок дан по первой фразе)": {
        "2020": "реализуется в нескольких районах области с 2020 года",
        "2022": "Основные итоги реализации проекта в 2022 году",
        "3": "выступили три муниципальных района – Татарский, Венгеровский и Куйбышевский",
        "20": "снижение количества детей, размещаемых в учреждениях интернатного типа (до 20% случаев)",
        "10": "уменьшение показателя на 10%",
    },
    "В Новосибирской области по пилотному проекту 80 детей до 4 лет обрели семьи": {
        "80": "80 детей до 4 лет обрели семьи",
        "4": "среди детей в возрасте до 4 лет",
        "14": "в 14 субъектах РФ",
        "2024": "За первое полугодие 2024 года",
        "61": "61 ребенок региона, проживавший в социальных учреждениях, возвращен в кровные семьи",
        "17": "над 17 детьми оформили опеку",
        "2023": "Проект стартовал в регионе в июне 2023 года",
        "99": "на обслуживании в социальных учреждениях находились 99 малышей",
    },
    "Новосибирская область приняла форум «Жить и воспитываться в семье» (заголовок дан по содержанию)": {
        "13": "С 13 по 14 ноября",
        "14": "С 13 по 14 ноября",
        "3": "За последние три года",
        "22": "около 22 тысяч браков",
        "22000": "около 22 тысяч браков",
        "25": "более 25 тысяч детей",
        "25000": "более 25 тысяч детей",
        "4": "Каждый четвёртый ребёнок",
        "150": "более 150 практик и технологий",
        "5": "в пяти муниципальных районах и городских округах",
    },
    "Андрей Травников: Профилактика семейного неблагополучия и повышение доступности услуг для семей с детьми – "
    "ключевые задачи в работе социальных служб": {
        "2022": "В 2022 году поддержано развитие социальных сервисов",
        "52": "создано 52 сервиса на базе 22 организаций",
        "22": "создано 52 сервиса на базе 22 организаций",
        "1,5": "более чем на 1,5 тыс.",
        "1500": "более чем на 1,5 тыс.",
        "16": "создано 16 служб на базе 15 организаций",
        "15": "создано 16 служб на базе 15 организаций",
        "31": "на базе 31 СО НКО",
        "45": "выделено 45 субсидий",
        "17": "17 млн. 139 тыс. рублей",
        "139": "17 млн. 139 тыс. рублей",
        "17139000": "17 млн. 139 тыс. рублей",
        "2023": "В 2023 году запланировано 45 субсидий",
        "24": "24 млн. 700 тыс. рублей",
        "700": "24 млн. 700 тыс. рублей",
        "24700000": "24 млн. 700 тыс. рублей",
    },
    "Республика Коми и Национальный фонд защиты детей от жестокого обращения подпишут соглашение о сотрудничестве": {
        "2015": "с 2015 года ведет пилотный проект",
        "2017": "12.09.2017",
        "2": "Сыктывкар и Сыктывдинский район; Ухта и Эжвинский район Сыктывкара (по два названия)",
    },
}
# The period of an indicator may be dated by another source or by a hedge; each such year is named here with its reason.
DATED_ELSEWHERE: dict[str, dict[str, str]] = {
    "В Новосибирской области начато тиражирование": {"2023": "день конференции — по районным изданиям и министерству"},
    "Новосибирская область приняла форум": {"2024": "год восстановлен по контексту, карточка так и говорит"},
}
_WORDS = {
    "два": 2, "две": 2, "двух": 2, "двумя": 2, "три": 3, "трёх": 3, "тремя": 3, "четыре": 4, "четырёх": 4, "четвёртый": 4,
    "пять": 5, "пяти": 5, "шесть": 6, "шести": 6, "семь": 7, "восемь": 8, "восьми": 8, "девять": 9, "девяти": 9,
    "десять": 10, "десяти": 10, "двенадцать": 12, "двадцать": 20, "тридцать": 30, "сорок": 40,
}  # fmt: skip
_CITATION = re.compile(r"\[@(\w+)\]")


def figures(text: str) -> set[str]:
    """Numbers of the text in digits; «22 000» is one number, «1,5» too."""
    found = re.findall(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:,\d+)?", text)
    return {re.sub(r"\s", "", number) for number in found}


def figures_in_words(text: str) -> set[str]:
    return {str(_WORDS[word]) for word in re.findall(r"[а-яё]+", text.lower()) if word in _WORDS}


def seed_cases() -> list[Document]:
    documents = read_base().documents.values()
    return sorted((d for d in documents if getattr(d.entry, "from_seeds", False)), key=lambda document: document.id)


def articles_of(document: Document) -> dict[str, str]:
    """Source key -> title, for the articles among the sources."""
    return {source.key: source.title for source in document.entry.sources if source.title in ARTICLES}


def strange_in_indicator(indicator: Indicator, title: str) -> set[str]:
    """Figures of the indicator that the article does not give."""
    known = set(ARTICLES[title])
    words = [indicator.name, indicator.shown, indicator.base or ""]
    said = set().union(*map(figures, words), *map(figures_in_words, words[:2]))
    said |= {f"{number:g}".replace(".", ",") if number % 1 else str(int(number)) for number in (indicator.value, indicator.was) if number is not None}
    elsewhere = next((set(years) for start, years in DATED_ELSEWHERE.items() if title.startswith(start)), set())
    hedged = {"2023", "2024"} if "вероятно" in (indicator.period or "") else set()
    return (said - known) | (figures(indicator.period or "") - known - elsewhere - hedged)


def cited_sentences(document: Document) -> Iterator[tuple[str, set[str]]]:
    """(words, keys): each sentence up to its last citation, without marks of bold and lists."""
    for sentence in re.split(r"(?<=[.!?])\s+|\n", document.body):
        citations = list(_CITATION.finditer(sentence))
        if citations:
            yield re.sub(r"^\s*\d+[.)]\s|\[@\w+\]", "", sentence[: citations[-1].start()]), {found[1] for found in citations}


@pytest.fixture(scope="module")
def cases() -> list[Document]:
    return seed_cases()


def test_every_case_stands_on_an_article_and_every_article_is_used(cases: list[Document]) -> None:
    assert len(cases) == 16
    assert [document.id for document in cases if not articles_of(document)] == []
    assert {title for document in cases for title in articles_of(document).values()} == set(ARTICLES)


def test_indicators_say_what_the_articles_say(cases: list[Document]) -> None:
    checked, strange = 0, []
    for document in cases:
        articles = articles_of(document)
        for index, indicator in enumerate(document.entry.indicators):
            if indicator.source in articles:
                checked += 1
                found = strange_in_indicator(indicator, articles[indicator.source])
                strange += [f"{document.path}:{document.line_of('indicators', index)}: {found}"] if found else []
    assert strange == []
    assert checked >= 25, "the articles give at least 25 indicators; fewer means that this test has lost sight of them"


def test_sentences_say_what_the_articles_say(cases: list[Document]) -> None:
    checked, strange = 0, []
    for document in cases:
        articles = articles_of(document)
        for words, keys in cited_sentences(document):
            if keys <= set(articles):
                checked += bool(figures(words))
                found = figures(words) - set().union(*(ARTICLES[articles[key]] for key in keys))
                strange += [f"{document.path}: {found} in «{words}»"] if found else []
    assert strange == []
    assert checked >= 8


@pytest.mark.parametrize("title", ARTICLES, ids=["zashchitniki", "deti-do-4-let", "forum", "soveshchanie", "komi"])
def test_table_quotes_its_numbers(title: str) -> None:
    for number, quote in ARTICLES[title].items():
        in_thousands = number.removesuffix("000") in figures(quote) or number in ("1500", "17139000", "24700000")
        assert number in figures(quote) | figures_in_words(quote) or in_thousands or number == "2017", (number, quote)


def test_a_wrong_figure_is_noticed() -> None:
    title = next(iter(ARTICLES))
    said = {"name": "Снижение", "kind": "effect", "source": "S1"}
    assert strange_in_indicator(Indicator(**said, shown="до 20 %", value=20), title) == set()
    assert strange_in_indicator(Indicator(**said, shown="до 30 %", value=30), title) == {"30"}
    assert strange_in_indicator(Indicator(**said, shown="в пяти районах"), title) == {"5"}
    assert strange_in_indicator(Indicator(**said, shown="до 20 %", period="к 2019 году"), title) == {"2019"}


def test_numbers_are_read_whole() -> None:
    assert figures("с 60 061 до 49 131, на 18,2 % в 2024 году") == {"60061", "49131", "18,2", "2024"}
