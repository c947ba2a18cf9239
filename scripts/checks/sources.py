"""Provenance: every figure has a source, every source is used, nothing is cited that is not listed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from scripts.collection import CITATION, Base
from scripts.model import Problem
from scripts.reading import Document

# A link `[S1](…)` and a reference `[S1]: …` are not citations.
_BRACKETS = re.compile(r"[\[(]([^\[\]()\n]{1,60})[\])](?![(:])")
_PERCENT = re.compile(r"\d\s?(%|процент)")
# Every repeat is bounded: a page of digits must not keep the checker busy for hours.
_PEOPLE = re.compile(
    r"(?<![\w–—-])(?P<range>\d{1,9}\s?[–—-]\s?)?\d(?:[\d\s]{0,12}\d)?(,\d{1,9})?\s{0,3}(тыс\.?|тысяч\w{0,5}|млн\.?)?\s{0,3}"
    r"(?:[а-яё]{2,20}(?:ых|их|ым|им|ыми|ими|ый|ой|ий|ую|ая)\s{1,3})?"  # «300 приёмных семей»
    r"(семь|семе|дет[еяь]|детьми|ребён|ребен|родител|женщин|матер|мам\b|подростк|школьник|выпускник|человек|"
    r"отказ|случа|обращени|звонк|малыш|младен|пар\b|сирот)",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    r"\b(снизил|сократил|уменьшил|выросл|увеличил|вернул|предотвра|сохранил|остал[ио]с|помог|получил|охвач|охватил|"
    r"прошл[ио]|обработа|устроен|переда[нл]|сняты|улучшил|оказан)\w*",
    re.IGNORECASE,
)
# Words that promise an effect. «Не доказано» promises nothing.
_EFFECT = re.compile(
    r"(?<!не )\b(?:доказан[аоы]?|доказанн\w+|научно\s\w{3,20}|исследовани[яе]\sпоказ\w+|эффективност\w+\sподтвержд\w+|"
    r"(?:снижает|сокращает|уменьшает|повышает)\s(?:риск|числ|количеств|дол|вероятност|уровень)\w*)",
    re.IGNORECASE,
)
# Here the text speaks of what came of it; elsewhere numbers are mostly group sizes and terms.
_OUTCOME_SECTIONS = {"Результаты", "Из практики", "Суть и почему это работает", "Как читать цифры", "Что сделали", "Цель"}


def used_keys(document: Document) -> set[str]:
    """Source keys the entry really uses, in its text or beside a statement of its header."""
    entry = document.entry
    keys = set(CITATION.findall(document.body))
    for name in ("results", "applied_in", "indicators", "external_ratings"):
        keys.update(part.source for part in getattr(entry, name, ()) if part.source)
    return keys


def keys_are_listed(document: Document, base: Base) -> Iterator[Problem]:
    """A statement of the header and a citation in the text name a source of the list."""
    known = {source.key for source in document.entry.sources}
    listed = ", ".join(sorted(known))
    for name in ("results", "applied_in", "indicators", "external_ratings"):
        for index, part in enumerate(getattr(document.entry, name, ())):
            if part.source and part.source not in known:
                line = document.line_of(name, index, "source")
                yield Problem(document.path, line, "S01", f"{name}: нет источника `{part.source}`", f"есть {listed}; допишите источник в `sources`")
    for number, text in enumerate(document.body.split("\n"), document.body_line):
        for key in CITATION.findall(text):
            if key not in known:
                fix = "допишите источник в `sources`" if key.isascii() else "наберите ключ латиницей"
                yield Problem(document.path, number, "S04", f"ссылка [@{key}] ведёт в никуда", f"есть {listed}; {fix}")
        for written, meant in _almost_citations(text, known):
            yield Problem(document.path, number, "S04", f"ссылка на источник записана не так: {written}", f"запишите так: {meant}")


def _almost_citations(text: str, known: set[str]) -> Iterator[tuple[str, str]]:
    """(as written, as meant) of `[S1]`, `(@S1)`, `[@S1, @S2]`: a reader would see the bare key."""
    for found in _BRACKETS.finditer(text):
        words = re.findall(r"[\w-]+", found[1])
        keys = words and all((word in known and not word.isdigit()) or re.fullmatch(r"[SС]\d{1,3}", word) for word in words)
        if keys and not CITATION.fullmatch(found[0]):
            yield found[0], " ".join(f"[@{word.replace('С', 'S')}]" for word in words)


def sources_are_used(document: Document, base: Base) -> Iterator[Problem]:
    """A source that supports no statement is dropped; two sources do not share a key."""
    used, seen = used_keys(document), set()
    for index, source in enumerate(document.entry.sources):
        if source.key in seen:
            line = document.line_of("sources", index)
            yield Problem(document.path, line, "S03", f"ключ `{source.key}` у двух источников", "дайте второму свой ключ")
        seen.add(source.key)
        if source.key not in used and document.body.strip():  # without a text H10 says enough
            fix = f"сошлитесь на него в тексте: [@{source.key}] — или уберите"
            line = document.line_of("sources", index)
            yield Problem(document.path, line, "S02", f"источник `{source.key}` ничего не подтверждает", fix)


def figures_without_source(document: Document) -> Iterator[tuple[int, str]]:
    """(line, figure) of every number in the text that claims an outcome or a coverage and has no source beside it."""
    outcome = False
    for section in document.sections():
        outcome = section.title in _OUTCOME_SECTIONS
        for line, paragraph in _paragraphs(section.text, section.line + (1 if section.title else 0)):
            if CITATION.search(paragraph):
                continue
            found = _PERCENT.search(paragraph) or _people(paragraph, outcome)
            if found:
                yield line + paragraph.count("\n", 0, found.start()), _around(paragraph, found)


def _people(paragraph: str, outcome: bool) -> re.Match[str] | None:
    """The first count of people that claims something: «8–12 человек в группе» does not, «помогли 300 семьям» does."""
    claims = bool(_CLAIM.search(paragraph))
    return next((found for found in _PEOPLE.finditer(paragraph) if claims or (outcome and not found["range"])), None)


def _paragraphs(text: str, first_line: int) -> Iterator[tuple[int, str]]:
    """Paragraphs and list items with their first line."""
    start, lines = first_line, []
    for number, line in enumerate(text.split("\n"), first_line):
        begins_item = re.match(r"\s*([-*+]|\d+[.)])\s", line)
        if (not line.strip() or begins_item) and lines:
            yield start, "\n".join(lines)
            lines = []
        if line.strip():
            if not lines:
                start = number
            lines.append(line)
    if lines:
        yield start, "\n".join(lines)


def _around(text: str, match: re.Match[str]) -> str:
    return re.sub(r"\s+", " ", text[max(0, match.start() - 20) : match.end() + 20]).strip()


def figures_have_source(document: Document, base: Base) -> Iterator[Problem]:
    """A number that claims an effect or a coverage, anywhere in the text, has a source in the same paragraph."""
    for line, found in figures_without_source(document):
        fix = "поставьте рядом [@ключ] источника или уберите число"
        yield Problem(document.path, line, "S05", f"число без источника: «…{found}…»", fix)


def effects_have_source(document: Document, base: Base) -> Iterator[Problem]:
    """«Доказано», «исследования показали», «снижает риск» stand beside the source that says so."""
    for section in document.sections():
        if section.title not in _OUTCOME_SECTIONS:
            continue
        for line, paragraph in _paragraphs(section.text, section.line + (1 if section.title else 0)):
            found = None if CITATION.search(paragraph) else _EFFECT.search(paragraph)
            if found:
                place = line + paragraph.count("\n", 0, found.start())
                fix = "поставьте рядом [@ключ] источника или скажите, чего не знаем"
                yield Problem(document.path, place, "S07", f"обещан результат без источника: «…{_around(paragraph, found)}…»", fix)


def one_address_one_title(base: Base) -> Iterator[Problem]:
    """The same page is called the same in every entry that cites it."""
    titles: dict[str, dict[str, list[tuple[Document, int]]]] = defaultdict(lambda: defaultdict(list))
    for document in base.documents.values():
        for index, source in enumerate(document.entry.sources):
            if source.url:
                titles[source.url][source.title].append((document, index))
    for url, by_title in titles.items():
        if len(by_title) < 2:
            continue
        usual = max(by_title, key=lambda title: (len(by_title[title]), title))
        for title, places in by_title.items():
            for document, index in places if title != usual else ():
                text = f"у страницы {url} в других записях другое название: «{usual}»"
                yield Problem(document.path, document.line_of("sources", index, "title"), "S06", text, "назовите её одинаково")
