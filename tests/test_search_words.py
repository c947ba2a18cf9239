"""The thesaurus and its lint: what is planted is found, and the base itself is free of the worst."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scripts.collection import Base
from search.corpus import Corpus
from search.thesaurus import Source, sources
from search.thesaurus_lint import Remark, lint


@pytest.fixture(scope="module")
def remarks(base: Base, corpus: Corpus) -> list[Remark]:
    return lint(base, corpus)


def _with_term(base: Base, **changes: list[str]) -> Base:
    """The base with one term of its glossary changed."""
    terms = dict(base.glossary.items)
    terms["alimenty"] = terms["alimenty"].model_copy(update=changes)
    return replace(base, glossary=replace(base.glossary, items=terms))


@pytest.mark.parametrize(
    ("changes", "phrase", "words"),
    [
        ({"colloquial": ["что это и как"]}, "что это и как", "служебные слова"),
        ({"colloquial": ["на работе"]}, "на работе", "одно частое слово"),
        ({"synonyms": ["семья и ребёнок"]}, "семья и ребёнок", "срабатывает в"),
        ({"broader": ["alimenty"]}, "alimenty", "приходит к самому себе"),
    ],
)
def test_a_planted_slip_is_found(
    base: Base, corpus: Corpus, remarks: list[Remark], changes: dict, phrase: str, words: str
) -> None:
    found = [remark for remark in lint(_with_term(base, **changes), corpus) if remark not in remarks]
    assert [remark for remark in found if remark.phrase == phrase and words in remark.text], found
    assert all(remark.path == "practices/glossary.yml" and remark.line > 1 and remark.fix for remark in found)


def test_an_abbreviation_that_reads_as_another_word_is_found(base: Base, corpus: Corpus) -> None:
    found = lint(_with_term(base, synonyms=["ПНИ по решению суда"]), corpus)
    assert any("ПНИ читается как слово «пнуть»" in remark.text for remark in found)
    known = _with_term(base, synonyms=["ПНИ по решению суда"], abbr=["ПНИ"])
    assert not any("ПНИ" in remark.text for remark in lint(known, corpus))


def test_a_phrase_of_many_groups_is_found(base: Base, corpus: Corpus) -> None:
    terms = {
        name: term.model_copy(update={"colloquial": [*term.colloquial, "зелёный попугай"]}) if number < 4 else term
        for number, (name, term) in enumerate(base.glossary.items.items())
    }
    found = lint(replace(base, glossary=replace(base.glossary, items=terms)), corpus)
    assert sum("стоит в 4 группах" in remark.text for remark in found if remark.phrase == "зелёный попугай") == 4


def test_the_base_has_none_of_the_worst(remarks: list[Remark]) -> None:
    worst = ("служебные слова", "читается как слово", "приходит к самому себе")
    assert [str(remark) for remark in remarks if any(words in remark.text for words in worst)] == []


def test_everyday_words_are_groups_of_words(base: Base) -> None:
    everyday: list[Source] = [source for source in sources(base) if source.everyday]
    assert len(everyday) > 400
    assert all(2 <= len(source.phrases) <= 9 for source in everyday)


def test_an_everyday_word_calls_only_where_texts_lack_it(corpus: Corpus) -> None:
    one_way = [group for group in corpus.thesaurus if group.one_way]
    assert len(one_way) > 100
    for group in one_way:
        assert all(min(corpus.frequencies.get(key, 0) for key in phrase.wanted) <= 2 for phrase in group.triggers)
        assert all(min(corpus.frequencies.get(key, 0) for key in phrase.wanted) > 2 for phrase in group.shown)
