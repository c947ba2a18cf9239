"""Numbers and word lists as short text that gzip likes and JavaScript reads in one pass. Pure.

docs/assets/search-engine.js holds the readers of the same formats.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

# 90 printable characters that need no escape inside a JSON string: 45 last digits of a number, 45 further ones.
_DIGITS = "".join(chr(code) for code in range(0x23, 0x7F) if chr(code) != "\\")[:90]
_BASE = 45
# A shared prefix is one base-36 digit.
_LENGTHS = "0123456789abcdefghijklmnopqrstuvwxyz"


def pack_numbers(numbers: Iterable[int]) -> str:
    """Non-negative integers, most significant digit first; the last digit of each is from the first 45 characters."""
    return "".join(_number(number) for number in numbers)


def _number(number: int) -> str:
    if number < 0:
        raise ValueError(number)
    text = _DIGITS[number % _BASE]
    while number := number // _BASE:
        text = _DIGITS[_BASE + number % _BASE] + text
    return text


def pack_sorted(words: Iterable[str]) -> str:
    """Sorted words, each as the length it shares with the one before and its own rest."""
    before, parts = "", []
    for word in words:
        parts.append(_against(before, word))
        before = word
    return " ".join(parts)


def pack_table(table: Mapping[str, str]) -> str:
    """word -> key as lines «key word word…», each word as the length it shares with the key and its own rest."""
    words: dict[str, list[str]] = defaultdict(list)
    for word, key in table.items():
        words[key].append(word)
    lines = (" ".join([key, *(_against(key, word) for word in sorted(words[key]))]) for key in sorted(words))
    return "\n".join(lines)


def _against(base: str, word: str) -> str:
    shared = 0
    while shared < min(len(base), len(word), len(_LENGTHS) - 1) and base[shared] == word[shared]:
        shared += 1
    return _LENGTHS[shared] + word[shared:]
