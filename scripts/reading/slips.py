"""What a person meant by a line of the header that YAML cannot read, or would read as something else.

The parser names the place; the line itself shows the slip: a dash of Word for a hyphen, a hard space, a tail after a
closing quote. Nothing is mended here, the author is told in words that work when followed to the letter.
"""

from __future__ import annotations

import re

Slip = tuple[str, str]  # what is wrong, what to do
# Where a list item may stand: under `field:` or under another item.
_ITEM_ABOVE = re.compile(r"^\s*[-–—•·*](\s|\w)|^\s*(- +)?[\w-]+:\s*(#.*)?$")
_FOREIGN_BULLET = re.compile(r"^\s*([–—•·*])\s")
_NO_SPACE = re.compile(r"^\s*-[^\W\d]")
_MARKUP = re.compile(r"^\s*(?:-\s*)*(?:[\w-]+:\s*)?")
_OWN_COLON = re.compile(r"^\s*(- +)?[a-z_]+$")
_VALUE_MARK = re.compile(r"^\s*(?:- +)*(?:[\w-]+: +)?([\"'\[{])")


def before_parsing(text: str) -> tuple[int, str, str] | None:
    """The first line that YAML would misread in silence or blame for something else: (line, what, what to do)."""
    above = ""
    for number, line in enumerate(text.split("\n"), 1):
        slip = _item_slip(line) if _ITEM_ABOVE.match(above) else None
        if slip is None and "\xa0" in (_MARKUP.match(line) or [""])[0]:
            slip = "вместо обычного пробела стоит неразрывный, его не видно", "сотрите пробелы до первой буквы значения и наберите их заново"
        if slip:
            return number, *slip
        above = line if line.strip() else above
    return None


def _item_slip(line: str) -> Slip | None:
    bullet = _FOREIGN_BULLET.match(line)
    if bullet:
        return f"пункт списка начинается со знака `{bullet[1]}`, а нужен дефис", "замените знак на дефис с пробелом: `- `"
    if _NO_SPACE.match(line):
        return "после дефиса нет пробела", "поставьте пробел: `- значение`"
    return None


def after_failure(line: str, column: int, words: str) -> Slip | None:
    """What the failing line itself tells; None when the parser's words are all there is."""
    if "mapping values are not allowed" in words and _OWN_COLON.match(line[:column]):
        return "сбит отступ: поле стоит правее, чем поле над ним", "начните его ровно под соседним; из бланка стирают `# ` — решётку вместе с пробелом"
    mark = _VALUE_MARK.match(line)
    if mark and "did not find expected key" in words:
        around = '"…"' if mark[1] == "'" else "'…'"
        text = f"значение начинается с `{mark[1]}`, а после парного знака есть ещё текст"
        return text, f"возьмите всё значение целиком в прямые кавычки {around}"
    return None
