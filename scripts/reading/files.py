"""Bytes of a file to text, or one clear problem. Knows encodings and sizes, nothing about YAML."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from scripts.model import Problem

MAX_BYTES = 1024 * 1024  # a card of 1,000 words is 20 KB; a megabyte is a mistake or an attack
BOM = b"\xef\xbb\xbf"
# Characters YAML does not allow or takes for a line break, and those nobody sees: they split words for the search
# and turn text round. Tab, line feed and carriage return are fine.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_LATIN = dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye", strict=True)) | {
    "ж": "zh", "х": "h", "ц": "c", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
}  # fmt: skip
Report = Callable[[int, str, str, str], None]


def read_text(path: Path, shown: str, problems: list[Problem]) -> str | None:
    """Text of the file with LF line ends, or None when nothing more can be said of it.

    `shown` is the path as people see it. What is wrong goes to `problems`; nothing is raised.
    """

    def report(line: int, code: str, text: str, fix: str) -> None:
        problems.append(Problem(shown, line, code, text, fix))

    data = _read_bytes(path, report)
    if data is None:
        return None
    text = _decode(data, report)
    if text is None:
        return None
    if not text.strip():
        report(1, "F03", "файл пустой", "заполните его по образцу: `praktiki new technology` — или удалите")
        return None
    control = CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        code = f"U+{ord(control[0]):04X}"
        report(line, "F04", f"в файле непечатаемый знак {code}", "сотрите его: он появляется при копировании из программ")
        return None
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        report(line, "F08", "концы строк Windows (CRLF), а нужны LF", "выполните `praktiki check --fix`")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _read_bytes(path: Path, report: Report) -> bytes | None:
    try:
        if path.is_symlink() and not path.exists():
            report(1, "F09", "ссылка на файл, которого нет", "удалите ссылку или положите сам файл")
            return None
        if not path.exists():
            report(1, "F01", "файла нет", "верните его: без него базу не прочесть")
            return None
        if not path.is_file():
            report(1, "F01", "это не обычный файл", "положите на его место текстовый файл или удалите")
            return None
        size = path.stat().st_size
        if size > MAX_BYTES:
            found = f"{size / MAX_BYTES:.1f}".replace(".", ",")
            report(1, "F02", f"файл {found} МиБ, а можно до 1 МиБ", "уберите вложения: в карточке только текст")
            return None
        return path.read_bytes()
    except OSError as error:
        report(1, "F01", f"файл не читается: {error.strerror or error}", "проверьте права на файл")
        return None


def _decode(data: bytes, report: Report) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        report(1, "F05", "файл в кодировке UTF-16, а нужна UTF-8", "сохраните как UTF-8 или выполните `praktiki check --fix`")
        return None
    if data.startswith(BOM):
        report(1, "F07", "в начале файла невидимая метка BOM", "сохраните как «UTF-8 без BOM» или выполните `praktiki check --fix`")
        data = data[len(BOM) :]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        guess = guess_encoding(data)
        if guess:
            text, fix = f"файл в кодировке {guess}, а нужна UTF-8", "пересохраните как UTF-8 или выполните `praktiki check --fix`"
        else:
            text, fix = "файл не в кодировке UTF-8", "пересохраните его в редакторе как UTF-8"
        report(line, "F06", text, fix)
        return None


def latin_name(name: str) -> str:
    """A file name fit for an address, made of the name a person gave: «Клуб бабушек.docx» → klub-babushek.md."""
    stem = re.sub(r"(\.(md|txt|docx?|rtf|odt|pdf|markdown))+$", "", name.casefold())
    latin = re.sub(r"[^a-z0-9]+", "-", "".join(_LATIN.get(letter, letter) for letter in stem)).strip("-")
    return f"{latin[:80].strip('-') or 'klub-otcov'}.md"


def guess_encoding(data: bytes) -> str | None:
    """Name of the old Russian encoding the bytes are most likely in, or None.

    Russian text is mostly lower-case letters; the wrong table turns them into capitals or frames.
    """
    best, best_share = None, 0.6
    for encoding in ("cp1251", "koi8-r", "cp866"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        letters = [character for character in text if ord(character) > 127]
        share = sum("а" <= letter <= "я" or letter == "ё" for letter in letters) / max(1, len(letters))
        if share > best_share:
            best, best_share = encoding, share
    return best
