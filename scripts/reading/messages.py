"""pydantic's errors in the words of a methodologist. One table; anything unforeseen keeps pydantic's text."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from rapidfuzz import process

from scripts.model import ID_PATTERN

# pydantic error type -> (code, what is wrong, what to do). Names in braces come from the error's context.
_SENTENCES: dict[str, tuple[str, str, str]] = {
    "missing": ("P01", "нет обязательного поля `{field}`", "добавьте его: {hint}"),
    "extra_forbidden": ("P02", "неизвестное поле `{field}`", "{near}"),
    "string_type": ("P03", "нужен текст, а записано {shown}", "возьмите значение в кавычки"),
    "list_type": ("P03", "нужен список, а записано {shown}", "запишите каждое значение с новой строки через `- `"),
    "model_type": ("P03", "нужна запись из полей, а записано {shown}", "запишите поля с новой строки: `поле: значение`"),
    "int_type": ("P03", "нужно целое число, а записано {shown}", "запишите число цифрами, без кавычек и слов"),
    "float_type": ("P03", "нужно число, а записано {shown}", "запишите число цифрами без пробелов, дробь через точку: 12.5; слова и знак % — в поле `unit`"),
    "bool_type": ("P03", "нужно true или false, а записано {shown}", "запишите true или false"),
    "date_type": ("P07", "нужна дата, а записано {shown}", "запишите год-месяц-день: 2026-11-21"),
    "string_too_long": ("P04", "текст длиннее {max_length} знаков", "сократите: сейчас знаков {length}"),
    "string_too_short": ("P05", "текст короче {min_length} знаков", "напишите подробнее"),
    "too_short": ("P09", "в списке {actual_length}, а нужно не меньше {min_length}", "допишите значения"),
    "too_long": ("P09", "в списке больше {max_length}", "оставьте главные"),
    "string_pattern_mismatch": ("P06", "недопустимая запись {shown}", "уберите перенос строки или лишние знаки"),
    "web_address": ("P08", "{own}; записано {shown}", "скопируйте адрес из строки браузера целиком, без скобок и слов вокруг"),
    "previous_alone": ("P10", "{own}", "допишите `value` или уберите `was`"),
    "paper_item": ("P10", "{own}", "оставьте одно: строка, галочки `options`, таблица `columns`, подпись `signature` или фраза `text`"),
    "quiz_answer": ("P10", "{own}", "впишите номер верного варианта, счёт с единицы"),
    "plan_sum": ("P10", "{own}", "сложите минуты плана и поправьте"),
    "greater_than_equal": ("P10", "число {shown} слишком мало", "проверьте, нет ли опечатки"),
    "less_than_equal": ("P10", "число {shown} слишком велико", "проверьте, нет ли опечатки"),
}
# A union (whole number or fraction) reports each of its members; one message is enough.
_UNION_MEMBERS = {"int", "float"}


def _shown(value: Any, written: str | None) -> str:
    if value is None:
        return "пустое значение"
    if isinstance(value, dict):
        return "запись из полей"
    if isinstance(value, list):
        return "список"
    text = written if written is not None else str(value)
    text = text if len(text) <= 60 else text[:57] + "…"
    if written is not None and not isinstance(value, str) and str(value) != written:
        taken = {True: "да", False: "нет"}.get(value, value) if isinstance(value, bool) else value
        return f"`{text}` (YAML понял как {taken})"
    return f"`{text}`"


def in_russian(
    error: dict[str, Any], field: str, known: list[str], hint: str, written: str | None
) -> tuple[str, str, str]:
    """(code, what is wrong, what to do) for one pydantic error.

    `known` are the field names allowed at that place, `hint` the description of the missing one.
    """
    kind = error["type"]
    blank = error["input"] is None or (isinstance(error["input"], str) and not error["input"].strip())
    if blank and kind != "extra_forbidden":
        return "P15", "не заполнено", f"впишите: {hint}" if hint else "заполните или сотрите строку"
    if kind == "string_pattern_mismatch" and error.get("ctx", {}).get("pattern") == ID_PATTERN:
        return "P06", f"нужен id латиницей через дефис, а записано {_shown(error['input'], written)}", _one_id(error["input"], hint)
    particular = _particular(kind, error["input"], known, hint)
    if particular:
        code, text, fix = particular
        return code, text or _SENTENCES[kind][1].format(shown=_shown(error["input"], written)), fix
    sentence = _SENTENCES.get(kind)
    if sentence is None:
        return "P10", f"{error['msg']}; записано {_shown(error['input'], written)}", "сверьте с CONTRIBUTING.md"
    code, text, fix = sentence
    near = process.extractOne(field, known, score_cutoff=60)
    if field == "id":
        near_text = "сотрите строку: id — это имя файла"
    elif near:
        near_text = f"возможно, вы имели в виду `{near[0]}`"
    else:
        near_text = "сотрите его; все поля — в CONTRIBUTING.md"
    names = {
        **error.get("ctx", {}),
        "field": field,
        "shown": _shown(error["input"], written),
        "length": len(error["input"]) if isinstance(error["input"], str) else "",
        "near": near_text,
        "hint": hint,
        "own": error["msg"],
    }
    return code, text.format(**names), fix.format(**names)


def _one_id(written: str, hint: str) -> str:
    if re.match(ID_PATTERN, written.removesuffix(".md")):
        return "сотрите `.md`: id — это имя файла без окончания"
    return f"впишите один id, а не название: {hint}" if hint else "впишите id строчными латинскими буквами"


def _particular(kind: str, value: Any, known: list[str], hint: str) -> tuple[str, str, str] | None:
    """(code, what is wrong or "" for the usual words, what to do) where the value itself shows what was meant."""
    if kind == "string_type" and isinstance(value, dict):
        return "P03", "внутри строки двоеточие, и YAML принял её за поле", "возьмите всю строку в одинарные кавычки: `'слово: продолжение'`"
    if kind == "string_type" and isinstance(value, list):
        return "P03", "нужно одно значение, а записан список", "оставьте одно значение в строке поля, без дефиса и скобок"
    if kind == "string_type" and "id из " in hint:
        return "P03", "", _one_id("", hint)
    if kind in ("int_type", "float_type") and isinstance(value, str) and re.fullmatch(r"\d+([.]\d+)?", value):
        return "P03", f"число `{value}` в кавычках, и YAML принял его за текст", "сотрите кавычки"
    if kind != "date_type":
        return None
    if re.fullmatch(r"\d{4}", str(value)) and "year" in known:
        return "P07", "", "известен только год — впишите его в поле `year`, а `date` сотрите"
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            dt.date.fromisoformat(value)
        except ValueError:
            return "P07", "", "такого дня в календаре нет; порядок — год-месяц-день: 2026-11-21"
        return "P07", f"дата `{value}` в кавычках, и YAML принял её за текст", "сотрите кавычки"
    return None


def is_repeat(location: tuple[str | int, ...]) -> bool:
    """True for the narrower report of a union: where a fraction will do, nobody is asked for a whole number."""
    return bool(location) and location[-1] == "int"


def without_union(location: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The location as the author sees it, without the union member pydantic appends."""
    return location[:-1] if location and location[-1] in _UNION_MEMBERS else location
