"""How hard a text is to read: the Flesch index with Oborneva's coefficients for Russian.

Source: Оборнева И. В. Автоматизированная оценка сложности учебных текстов (2006): 206.835 − 1.3·(words per sentence) −
60.1·(syllables per word). 100 is a child's tale, 0 and below an official order. It counts letters, not sense: use it to
find what to read again, never as a mark.
"""

from __future__ import annotations

import re

from scripts.collection.citations import CITATION

_WORD = re.compile(r"[а-яёa-z]+(?:-[а-яёa-z]+)*", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…:;]+[»\")]*\s|\n\s*(?:[-*]|\d+\.)\s|\n\s*\n")
_VOWEL = re.compile(r"[аеёиоуыэюяaeiouy]", re.IGNORECASE)
_HEADING = re.compile(r"^#.*$", re.MULTILINE)


def readability(markdown: str) -> float:
    """The index of a text, one decimal; 0 for a text without words. A point of a list counts as a sentence."""
    text = CITATION.sub(" ", _HEADING.sub("\n\n", markdown))
    sentences = [words for part in _SENTENCE_END.split(text) if (words := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    syllables = sum(len(_VOWEL.findall(word)) or 1 for word in words)
    return round(206.835 - 1.3 * len(words) / len(sentences) - 60.1 * syllables / len(words), 1)
