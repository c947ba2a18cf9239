"""The table of word forms kept between runs: morphology is two thirds of the time an index takes.

The file is derived and may be deleted at any time; a tree that can't be written to only makes the next run slower.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from scripts.reading import keep_file
from search.russian import Lexicon
from search.word_forms import lexicon_of

# The table changes with the words and with the code that makes it.
_CODE = ("russian.py", "stemming.py", "word_forms.py")


def cached_lexicon(
    file: Path, frequencies: Mapping[str, int], words: Iterable[str], protected: frozenset[str]
) -> Lexicon:
    """As `word_forms.lexicon_of`, from `file` when it was made of the same words by the same code."""
    chosen = sorted(words)
    digest = _digest(frequencies, chosen, protected)
    try:
        saved = json.loads(file.read_text(encoding="utf-8"))
        if saved["digest"] == digest:
            return Lexicon(saved["stems"], saved["forms"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    made = lexicon_of(frequencies, chosen, protected)
    keep_file(file, json.dumps({"digest": digest, "stems": made.stems, "forms": made.forms}, ensure_ascii=False).encode())
    return made


def _digest(frequencies: Mapping[str, int], words: list[str], protected: frozenset[str]) -> str:
    code = [hashlib.sha256((Path(__file__).parent / name).read_bytes()).hexdigest() for name in _CODE]
    content = [code, sorted(frequencies.items()), words, sorted(protected)]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
