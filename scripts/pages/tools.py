"""What is particular to a form, a route and a kit: the sheet, the steps, the plan and the quiz."""

from __future__ import annotations

from html import escape

from scripts.collection import Base
from scripts.model import Form, Kit, Route
from scripts.pages.blocks import form_link
from scripts.pages.page import entry_address, plain
from scripts.papers import FORMATS, paper_html, paper_of
from scripts.reading import Document


def downloads(document: Document) -> list[dict[str, str]]:
    """Where the files of a form stand and what to call them."""
    address = entry_address(document).rstrip("/")
    return [{"label": found.label, "url": f"{address}.{found.suffix}"} for found in FORMATS]


def sheet(document: Document, base: Base) -> str:
    """The form as it will be printed."""
    assert isinstance(document.entry, Form)
    return f"## Сам бланк {{ #sam-blank }}\n\n{paper_html(paper_of(document, base))}"


def route_steps(document: Document, base: Base) -> str:
    """The steps of a route in order, each with its time, reason, condition and papers."""
    entry = document.entry
    assert isinstance(entry, Route)
    rows = []
    for step in entry.steps:
        card = base.documents.get(step.technology)
        name = f"[{plain(card.entry.title)}](../technologies/{card.id}.md)" if card else plain(step.technology)
        condition = f" *Если {plain(step.only_if)}.*" if step.only_if else ""
        papers = [form_link(identifier, base) for identifier in step.forms if identifier in base.documents]
        with_papers = f"<br>Бланки: {'; '.join(papers)}" if papers else ""
        rows.append(f"1. **{name}** — {plain(step.when)}.{condition}<br>{plain(step.why)}{with_papers}")
    return (
        f"**Начинайте, когда:** {plain(entry.start_signal)}\n\n## Шаги по порядку {{ #shagi }}\n\n"
        + "\n".join(rows)
        + "\n\nСроки здесь — рабочие ориентиры: сроки закона и порядка вашей территории важнее."
    )


def kit_plan(document: Document, base: Base) -> str:
    """Aims and the plan by the minute."""
    entry = document.entry
    assert isinstance(entry, Kit)
    aims = "\n".join(f"- {plain(aim)}" for aim in entry.aims)
    rows = []
    minute = 0
    for item in entry.plan:
        rows.append(f"| {_clock(minute)}–{_clock(minute + item.minutes)} | {item.minutes} | {plain(item.activity)} |")
        minute += item.minutes
    table = "\n".join(["| Время от начала | Минут | Что делаем |", "|---|---|---|", *rows])
    return f"## Чему научатся {{ #celi }}\n\n{aims}\n\n## План занятия {{ #plan }}\n\n{table}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def kit_quiz(document: Document, base: Base) -> str:
    """Questions with the answer folded under each."""
    entry = document.entry
    assert isinstance(entry, Kit)
    questions = []
    for number, question in enumerate(entry.quiz, 1):
        options = "".join(f"<li>{escape(option)}</li>" for option in question.options)
        answer = f"<strong>{question.correct}. {escape(question.options[question.correct - 1])}.</strong> {escape(question.explanation)}"
        questions.append(
            f"<div class='pr-quiz'><p>{number}. {escape(question.question)}</p><ol>{options}</ol>"
            f"<details><summary>Ответ</summary><p>{answer}</p></details></div>"
        )
    return "## Проверьте себя { #test }\n\n" + "\n\n".join(questions)
