"""What is wrong with the words of the thesaurus: phrases that collapse, fire everywhere, are read as another word, or turn
in a circle. A synonym that fires where it should not spoils thousands of answers and no card shows it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from scripts.collection import Base
from search.corpus import Corpus
from search.documents import WEIGHTS
from search.russian import NEGATIONS, Lexicon, tokenise
from search.thesaurus import COMMON_SHARE, Source, abbreviations, sources
from search.word_forms import reads_as

# A phrase that answers in more entries than this (by their title, aliases, questions or summary) says too little.
FIRES_EVERYWHERE = 0.10
# A collapsed phrase is harmless while its one key is rarer than this.
_RARE = 0.03
_MOST_GROUPS = 3
_HEADINGS = [name for name in WEIGHTS if name != "body"]


class Remark(NamedTuple):
    """A phrase of the thesaurus, where it stands, what is wrong with it and what to do."""

    path: str
    line: int
    phrase: str
    text: str
    fix: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}  «{self.phrase}»: {self.text}. {self.fix}"


def lint(base: Base, corpus: Corpus) -> list[Remark]:
    """Every remark, in the order of the files."""
    # Everyday words are left out: only those that hardly a text has call their group.
    written = [source for source in sources(base) if not source.everyday]
    found = [*_phrases(written, base, corpus), *_shared_phrases(written, corpus.lexicon), *_circles(base)]
    return sorted(set(found))


def _phrases(written: list[Source], base: Base, corpus: Corpus) -> Iterator[Remark]:
    entries = corpus.counts[: corpus.entries]
    holders: dict[str, set[int]] = defaultdict(set)
    for number, fields in enumerate(entries):
        for name in _HEADINGS:
            for key in fields[name]:
                holders[key].add(number)
    protected = set(abbreviations(base))
    for source in written:
        for text in source.phrases:
            keys = [key for key in corpus.lexicon.phrase(text) if key not in NEGATIONS]
            if not keys:
                yield _remark(source, text, "в нём одни служебные слова, по нему ничего не найти", "Уберите или допишите слово")
                continue
            share = corpus.frequencies.get(keys[0], 0) / len(corpus.documents)
            if len(keys) == 1 and len(tokenise(text)) > 1 and share > _RARE and not _has_negation(text):
                lost = " и потому не действует" if share > COMMON_SHARE else " и отвечает на всё, где оно есть"
                yield _remark(source, text, f"без служебных слов остаётся одно частое слово{lost}", "Допишите слово, которое отличает")
            fired = set.intersection(*(holders.get(key, set()) for key in keys))
            if len(fired) > FIRES_EVERYWHERE * len(entries) and (len(keys) > 1 or share <= COMMON_SHARE):
                part = f"{100 * len(fired) / len(entries):.0f} %"
                yield _remark(source, text, f"срабатывает в {part} записей", "Возьмите более редкие слова или уберите")
            for word in text.split():
                if word.isupper() and len(word) > 1 and word.isalpha() and word not in protected and (other := reads_as(word.lower())):
                    yield _remark(source, text, f"{word} читается как слово «{other}»", "Впишите сокращение в `abbr` термина глоссария")


def _has_negation(text: str) -> bool:
    """«не ходит» is one key and yet two words: the negation counts when the phrase is recognised."""
    return any(word in NEGATIONS for word in tokenise(text))


def _remark(source: Source, phrase: str, text: str, fix: str) -> Remark:
    return Remark(source.path, source.line, phrase, text, fix)


def _shared_phrases(written: list[Source], lexicon: Lexicon) -> Iterator[Remark]:
    """One phrase in many groups calls up all of them."""
    found = [(source, text, lexicon.phrase(text)) for source in written for text in source.phrases]
    groups = Counter(keys for keys, _ in {(keys, (source.path, source.line)) for source, _, keys in found})
    for source, text, keys in found:
        if groups[keys] > _MOST_GROUPS:
            yield _remark(source, text, f"стоит в {groups[keys]} группах и зовёт их все", "Оставьте в той, где это значение главное")


def _circles(base: Base) -> Iterator[Remark]:
    """A term that is broader than itself."""
    broader: Mapping[str, list[str]] = {name: list(term.broader) for name, term in base.glossary.items.items()}
    for name in broader:
        seen: set[str] = set()
        above = list(broader[name])
        while above:
            term = above.pop()
            if term == name:
                line = base.glossary.line_of(name)
                yield Remark(base.glossary.path, line, name, "через `broader` приходит к самому себе", "Оставьте одно направление")
                break
            if term not in seen:
                seen.add(term)
                above += broader.get(term, [])
