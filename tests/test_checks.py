"""The rules themselves: each is explained, reachable, in use, and lets good text alone."""

from __future__ import annotations

import ast
import inspect
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import markdown
import pytest
from test_bad_input import CASES, MADE
from test_large_base import LARGE

from scripts.checks import ALONE, AMONG, WHOLE, addresses, check, fields, links, markup, rules, sources, strangers, texts, whole
from scripts.checks.sources import figures_without_source
from scripts.collection import read_base
from scripts.model import TECHNOLOGY
from scripts.reading import Document

_CODE = re.compile(r"[A-Z]\d{2}")


def codes_in_source(root: Path) -> set[str]:
    """Every string of the program that is a code."""
    found = set()
    for path in [*(root / "scripts").rglob("*.py"), *(root / "search").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value):
                found.add(node.value)
    return found


def test_every_code_is_explained_and_nothing_else_is(repository: Path) -> None:
    assert codes_in_source(repository) == set(rules())


@pytest.mark.parametrize("code", rules())
def test_every_code_has_a_fixture(code: str) -> None:
    assert [case for case in (*CASES, *MADE, *LARGE) if case.startswith(f"{code}-")] != []


@pytest.mark.parametrize("code", rules())
def test_explanation_is_for_a_person(code: str) -> None:
    rule = rules()[code]
    assert 3 <= len(rule.title) <= 70 and not rule.title.endswith(".")
    assert rule.title.split()[0][1:].islower(), "the index of rules puts the first letter in lower case"
    assert 60 <= len(rule.why) <= 300 and 1 <= len(re.findall(r"[.!?](?=\s|$)", rule.why)) <= 3
    assert rule.fix.startswith("1. "), "steps, so that one can follow them"
    assert re.search("[а-яё]", rule.why)


def test_no_sentence_is_said_twice() -> None:
    said = Counter()
    for rule in rules().values():
        for line in f"{rule.why}\n{rule.fix}".split("\n"):
            sentences = re.split(r"(?<=[.!?])\s+", re.sub(r"^\d+\. ", "", line))
            said.update(sentence for sentence in sentences if len(sentence) > 35)
    assert [sentence for sentence, times in said.items() if times > 1] == []


def test_most_rules_have_an_example() -> None:
    assert sum(bool(rule.example) for rule in rules().values()) > len(rules()) / 2


@pytest.mark.parametrize("module", [addresses, fields, links, markup, sources, strangers, texts], ids=lambda module: module.__name__)
def test_every_check_is_in_the_table(module: ModuleType) -> None:
    made = {
        function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_") and "Iterator[Problem]" in str(function.__annotations__.get("return"))
    }
    assert made and made <= {*ALONE, *AMONG, *WHOLE}


@pytest.mark.parametrize("rule", [*ALONE, *AMONG, *WHOLE], ids=lambda rule: rule.__name__)
def test_every_check_states_its_rule(rule) -> None:
    assert inspect.getdoc(rule)
    assert inspect.isgeneratorfunction(rule)


def test_portal_renders_with_the_extensions_that_are_inspected(repository: Path) -> None:
    """An extension only the portal knew could make HTML of a text that the check found harmless."""
    listed = (repository / "mkdocs.yml").read_text(encoding="utf-8").partition("markdown_extensions:")[2]
    listed = re.split(r"\n(?=\S)", listed)[0]
    assert set(re.findall(r"^  - ([\w.]+)", listed, re.MULTILINE)) - {"toc"} == set(markup.EXTENSIONS)


# figures_without_source
def document_of(heading: str, text: str) -> Document:
    entry = next(iter(read_base(Path(__file__).parent / "base").documents.values())).entry
    return Document("x", "x.md", TECHNOLOGY, entry, f"## {heading}\n\n{text}\n", 1, "")


FINE = {
    "size of a group": ("Порядок работы", "1. Ведущий собирает 8–12 человек в группе."),
    "size of a group where results are told": ("Суть и почему это работает", "В группе 8–12 человек."),
    "people without a claim": ("Кто проводит", "На 10 семей нужен один куратор."),
    "term": ("Сроки и нагрузка", "Встреча длится 90 минут, всего их 12."),
    "telephone": ("Когда не применять и риски", "Звоните 112 или 8-800-2000-122."),
    "source beside": ("Результаты", "Доля отказов снизилось на 20 % [@S1]."),
    "source beside people": ("Порядок работы", "Так помогли 300 семьям [@S1]."),
    "source at the end of the paragraph": ("Результаты", "Вернули домой 40 детей.\nВсё это за год [@S1]."),
    "age": ("Когда применять", "Ребёнку 3–5 лет, он один дома."),
}
ORPHANS = {
    "helped families": ("Порядок работы", "В районе помогли 300 семьям.", "300 семьям"),
    "per cent": ("Порядок работы", "Число изъятий снизилось на 20 %.", "20 %"),
    "per cent in words": ("Кто проводит", "Это помогает в 30 процентах случаев.", "30 процент"),
    "coverage among results": ("Результаты", "За год это 45 детей.", "45 дет"),
    "thousands": ("Результаты", "Прошли 1,5 тыс. родителей.", "1,5 тыс. родител"),
    "number with blanks": ("Результаты", "Это 12 300 обращений.", "12 300 обращени"),
    "range that claims": ("Порядок работы", "Служба сохранила 20–30 семей.", "20–30 семе"),
    "adjective between": ("Порядок работы", "Поддержку получили 40 многодетных семей.", "40 многодетных семе"),
    "source in the next paragraph only": ("Результаты", "Вернули 40 детей.\n\nЖурнал ведут и там [@S1].", "40 дет"),
    "source in the next item only": ("Результаты", "- Вернули 40 детей.\n- Журнал ведут [@S1].", "40 дет"),
}


@pytest.mark.parametrize("heading,text", FINE.values(), ids=FINE)
def test_figure_that_needs_no_source(heading: str, text: str) -> None:
    assert list(figures_without_source(document_of(heading, text))) == []


@pytest.mark.parametrize("heading,text,figure", ORPHANS.values(), ids=ORPHANS)
def test_figure_without_source(heading: str, text: str, figure: str) -> None:
    found = list(figures_without_source(document_of(heading, text)))
    assert len(found) == 1
    assert found[0][0] == 3
    assert figure in found[0][1]


def test_line_of_a_figure_inside_a_paragraph() -> None:
    document = document_of("Результаты", "Первая строка,\nвторая строка,\nтретья: вернули 40 детей.")
    assert [line for line, _ in figures_without_source(document)] == [5]


# what must not be refused
HARMLESS = {
    "link": "[сайт](https://example.org/a_b?c=1&d=2)",
    "mail and telephone": "[почта](mailto:a@example.org) и [звонок](tel:+78002000122)",
    "neighbour": "[соседняя](../technologies/klub-dva.md)",
    "anchor": "[ниже](#bumagi)",
    "table": "| что | когда |\n|:---|---:|\n| один | два |",
    "code": "Пишите `<script>` словами.",
    "footnote": "Слово[^1].\n\n[^1]: Сноска.",
    "note": '!!! note "Заметка"\n    Текст заметки.',
    "quote": "> Слова родителя.",
    "less than": "Если мест < 3, ждите.",
    "word javascript": "Слово javascript: ничего не значит.",
}


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_harmless_markup_is_let_alone(text: str, base_copy: Path) -> None:
    card = base_copy / "practices/recommendations/sovet-odin.md"
    card.write_text(card.read_text(encoding="utf-8").replace("## Что делать", f"{text}\n\n## Что делать", 1), encoding="utf-8")
    assert [str(problem) for problem in check(read_base(base_copy))] == []


SPELLINGS = (
    "javascript:",
    "JAVASCRIPT:",
    "java\tscript:",
    "java&Tab;script:",
    "&#106;avascript:",
    "java&NewLine;script:",
    "&#x01;javascript:",
    "vbscript:",
    "data:text/html,",
    "file:///",
    "blob:",
    "intent://",
    "ms-word:",
)


@pytest.mark.parametrize("scheme", SPELLINGS, ids=repr)
@pytest.mark.parametrize("shape", ["[x]({})", "[x](<{}>)", "[x][r]\n\n[r]: {}", "![x]({})"], ids=["link", "angles", "reference", "picture"])
def test_dangerous_address_in_any_spelling(scheme: str, shape: str, base_copy: Path) -> None:
    """Either refused or, where Markdown leaves it as plain text, harmless: never a live link."""
    card = base_copy / "practices/recommendations/sovet-odin.md"
    payload = shape.format(scheme + "alert(1)")
    card.write_text(card.read_text(encoding="utf-8").replace("## Что делать", f"{payload}\n\n## Что делать", 1), encoding="utf-8")
    live = re.search(r"<(a|img)\b", markdown.markdown(payload))
    codes = {problem.code for problem in check(read_base(base_copy))}
    assert (codes == {"M02"}) if live else codes <= {"M01", "M02"}


def test_check_never_stops_at_the_first(base_copy: Path) -> None:
    for name in ("klub-odin", "klub-dva", "klub-tri"):
        (base_copy / f"practices/technologies/{name}.md").write_text("", encoding="utf-8")
    assert Counter(problem.code for problem in check(read_base(base_copy))) == {"F03": 3}


def test_problems_are_sorted_by_place(base_copy: Path) -> None:
    (base_copy / "practices/spisok.csv").write_text("x", encoding="utf-8")
    (base_copy / "practices/cases/sluchaj-odin.md").write_text("x", encoding="utf-8")
    assert [p.path for p in check(read_base(base_copy))] == ["practices/cases/sluchaj-odin.md", "practices/spisok.csv"]
