"""YAML text to plain data with the line of every value, or problems. The one place that knows YAML's parser.

Values are composed with PyYAML's C parser, so marks are exact. Only plain types are made; anchors, tags and
duplicate keys are refused, because a silent repair would change what the author meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.constructor import SafeConstructor

from scripts.model import Location
from scripts.reading.slips import after_failure, before_parsing
from scripts.reading.files import CONTROL, Report

MAX_DEPTH = 12  # the deepest header of the base has 4 levels
# What may hide an anchor, a tag or an abyss: without any of it the text needs no second look.
_SUSPICIOUS = re.compile(r"[&*!\[{?]|^ {40}|-[ ]+-[ ]+-", re.MULTILINE)
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)
_TEXT_TAG = "tag:yaml.org,2002:str"
_PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map")}

# libyaml's words for the commonest slips -> what the author should do.
_SLIPS = (
    ("mapping values are not allowed", "в строке лишнее двоеточие", "возьмите значение в прямые одинарные кавычки: `поле: 'текст: продолжение'`; «ёлочки» и “лапки” не подходят"),
    ("could not find expected ':'", "строка не похожа ни на поле, ни на пункт списка", "поле — это `имя: значение`, после двоеточия пробел; продолжение фразы поставьте в одну строку с её началом"),
    ("did not find expected key", "строка не на своём месте: сбит отступ или лишний знак", "начните её ровно под соседним полем; из бланка стирают `# ` — решётку вместе с пробелом"),
    ("did not find expected '-' indicator", "сбит отступ в списке", "начните строку с `- ` под соседними пунктами"),
    ("did not find expected ',' or", "не закрыта скобка `[` или `{`", "закройте скобку или запишите список с новой строки через `- `"),
    ("unexpected end of stream", "не закрыта кавычка", "поставьте такую же кавычку в конец значения"),
    ("found unexpected document", "не закрыта кавычка", "поставьте такую же кавычку в конец значения"),
    ("cannot start any token", "значение начинается со знака, который занят YAML", "возьмите значение в кавычки"),
    ("block sequence entries are not allowed", "список начат не с новой строки", "если значение одно, сотрите дефис; список начните со следующей строки"),
    ("unknown escape character", "в двойных кавычках обратная косая черта", "возьмите значение в одинарные кавычки"),
    ("scanning a block scalar", "значение начинается со знака `>` или `|`", "возьмите значение в одинарные кавычки"),
    ("scanning a directive", "строка начинается со знака `%`", "сотрите его или возьмите значение в кавычки"),
    ("expected <document start>", "посреди шапки строка `...`, она для YAML — конец", "сотрите её"),
)
# Where these began is more use than where the parser gave up.
_BEGAN_EARLIER = {"unexpected end of stream", "found unexpected document", "did not find expected ',' or", "could not find expected ':'"}
# A value that begins with one of these marks; the slip has a code of its own.
_MARKS = {
    "scanning an alias": ("H07", "значение начинается со звёздочки `*`"),
    "scanning an anchor": ("H07", "значение начинается со знака `&`"),
    "scanning a tag": ("H09", "значение начинается с восклицательного знака"),
}
_MAX_NUMBER = 10**15


@dataclass
class Lined:
    """Data of a YAML text with the 1-based line and the written form of every value."""

    data: Any = None
    lines: dict[Location, int] = field(default_factory=dict)
    written: dict[Location, str] = field(default_factory=dict)

    def line_of(self, at: Location) -> int:
        """Line of the value, or of the nearest thing that holds it."""
        for length in range(len(at), -1, -1):
            if at[:length] in self.lines:
                return self.lines[at[:length]]
        return 1


def load(text: str, report: Report) -> Lined | None:
    """Data of the text, or None after the problem has been reported; line 1 is the first line of `text`."""
    tab = _TAB_INDENT.search(text)
    if tab:
        report(text.count("\n", 0, tab.start()) + 1, "H04", "отступ сделан табуляцией", "замените её двумя пробелами")
        return None
    misread = before_parsing(text)
    if misread:
        line, what, fix = misread
        report(line, "H03", what, fix)
        return None
    try:
        if _SUSPICIOUS.search(text) and not _is_plain(text, report):
            return None
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        report(*_explain(error, text))
        return None
    except yaml.YAMLError as error:
        report(1, "H03", "шапка не читается как YAML", "сверьте с соседней карточкой")
        return None
    result = Lined()
    if node is not None:
        result.data = _value(node, (), result, report)
    return result


def _is_plain(text: str, report: Report) -> bool:
    """No anchors, no tags of our own, no abyss. Looked at event by event, so a bomb is never unfolded."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            report(line, "H07", "якоря и ссылки YAML (`&`, `*`) не используются", "повторите значение словами или возьмите его в кавычки")
            return False
        if getattr(event, "tag", None) is not None:
            report(line, "H09", f"метка типа `{event.tag}` не используется", "уберите её или возьмите значение в кавычки")
            return False
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                report(line, "H08", f"вложенность больше {MAX_DEPTH} уровней", "запишите проще: поле, список, запись в списке")
                return False
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return True


def _explain(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str, str, str]:
    words = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    for slip, (code, what) in _MARKS.items():
        if slip in words:
            return (mark.line + 1 if mark else 1), code, what, "возьмите значение в кавычки"
    told = after_failure((text.split("\n") + [""])[mark.line], mark.column, words) if mark else None
    if mark and told:
        return mark.line + 1, "H03", *told
    for slip, what, fix in _SLIPS:
        if slip in words:
            if slip in _BEGAN_EARLIER:
                mark = error.context_mark or mark
            return (mark.line + 1 if mark else 1), "H03", what, fix
    return (mark.line + 1 if mark else 1), "H03", "строка не читается как YAML", "сверьте её с соседней карточкой"


def _value(node: yaml.Node, at: Location, result: Lined, report: Report) -> Any:
    result.lines.setdefault(at, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(node, at, result, report))
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*at, index), result, report) for index, item in enumerate(node.value)]
    result.written[at] = node.value
    hidden = CONTROL.search(node.value) or re.search("\r", node.value)
    if hidden:  # the file has none of them, so it was written as an escape: "\u202e"
        code = f"U+{ord(hidden[0]):04X}"
        report(node.start_mark.line + 1, "F04", f"в значении непечатаемый знак {code}", "сотрите его: в тексте он невидим или портит строку")
    return _plain_value(node)


def _plain_value(node: yaml.ScalarNode) -> Any:
    """The value as YAML understands it; what only looks like a date or a number stays text."""
    # "=" and "<<" have tags of their own; here they are text, like nearly every value.
    if node.tag == _TEXT_TAG or node.tag not in _PLAIN_TAGS:
        return node.value
    try:
        value = SafeConstructor().construct_object(node)
    except (ValueError, OverflowError):  # 2026-02-31 looks like a date and is none, 0x looks like a number
        return node.value
    # No figure of a practice is infinite, and a number of a million digits cannot even be printed.
    if isinstance(value, int | float) and not -_MAX_NUMBER < value < _MAX_NUMBER:
        return node.value
    return value


def _pairs(node: yaml.MappingNode, at: Location, result: Lined, report: Report) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            report(line, "H03", "имя поля — не слово", "запишите `поле: значение`")
            continue
        key = key_node.value
        if key in seen:
            report(line, "H06", f"поле `{key}` записано дважды", "оставьте одно, второе сотрите")
            continue
        seen.add(key)
        result.lines[(*at, key)] = line
        yield key, _value(value_node, (*at, key), result, report)
