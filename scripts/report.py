"""Problems to text for people, JSON for machines, annotations for GitHub and GitLab. Knows nothing of checks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

from scripts.model import Problem


def plural(number: int, one: str, few: str, many: str) -> str:
    """The number with the Russian noun in the right form: 1 файл, 2 файла, 5 файлов."""
    if number % 10 == 1 and number % 100 != 11:
        word = one
    elif number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        word = few
    else:
        word = many
    return f"{number} {word}"


def as_text(problems: list[Problem], checked: int) -> str:
    """A line per problem and the mend under it, then the count; says what was checked when all is well."""
    files = plural(checked, "файл", "файла", "файлов")
    if not problems:
        return f"Всё в порядке: проверено {files}, замечаний нет."
    lines = []
    for problem in problems:
        mark = " (совет)" if problem.severity == "advice" else ""
        lines.append(f"{problem.path}:{problem.line}: {problem.code}{mark} {problem.text}")
        if problem.fix:
            lines.append(f"    как исправить: {problem.fix}")
    places = plural(len({problem.path for problem in problems}), "файле", "файлах", "файлах")
    lines.append("")
    lines.append(f"{plural(len(problems), 'замечание', 'замечания', 'замечаний')} в {places}; проверено {files}.")
    lines.append("Что значит код, подробно: страница «Правила проверки» портала или `praktiki rule КОД`.")
    return "\n".join(lines)


def as_json(problems: list[Problem], checked: int) -> str:
    """{"version", "checked", "problems": [{path, line, code, text, fix, severity}]}."""
    rows = [
        {"path": p.path, "line": p.line, "code": p.code, "text": p.text, "fix": p.fix, "severity": p.severity}
        for p in problems
    ]
    return json.dumps({"version": 1, "checked": checked, "problems": rows}, ensure_ascii=False, indent=2)


def as_github(problems: list[Problem], checked: int) -> str:
    """Workflow commands that GitHub shows beside the lines of a pull request."""

    def escape(text: str, more: str = "") -> str:
        for character in "%\r\n" + more:
            text = text.replace(character, f"%{ord(character):02X}")
        return text

    lines = []
    for problem in problems:
        level = "error" if problem.severity == "error" else "notice"
        body = escape(problem.text + (f". Как исправить: {problem.fix}" if problem.fix else ""))
        place = f"file={escape(problem.path, ':,')},line={problem.line},title={problem.code}"
        lines.append(f"::{level} {place}::{body}")
    lines.append(as_text(problems, checked).splitlines()[-2 if problems else -1])
    return "\n".join(lines)


def as_gitlab(problems: list[Problem], checked: int) -> str:
    """A GitLab code-quality report."""
    rows = [
        {
            "description": f"{p.code} {p.text}" + (f". Как исправить: {p.fix}" if p.fix else ""),
            "check_name": p.code,
            "fingerprint": hashlib.sha256(f"{p.path}:{p.line}:{p.code}:{p.text}".encode("utf-8", "backslashreplace")).hexdigest(),
            "severity": "major" if p.severity == "error" else "info",
            "location": {"path": p.path, "lines": {"begin": p.line}},
        }
        for p in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


REPORTERS: dict[str, Callable[[list[Problem], int], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
}
