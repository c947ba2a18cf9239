"""Words to keys: normalisation, stems, the table of forms."""

from __future__ import annotations

import pytest
from snowballstemmer.russian_stemmer import RussianStemmer

from scripts.collection import read_base
from search.corpus import Corpus, corpus_of, token_counts
from search.russian import Lexicon, normalise, stem, tokenise
from search.word_forms import lexicon_of


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return corpus_of(read_base())


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Ребёнок", ["ребенок"]),
        ("мать-одиночка", ["мать", "одиночка"]),
        ("воспи\u00adта\u00adние", ["воспитание"]),  # soft hyphens
        ("замо\u0301к", ["замок"]),  # stress mark
        ("и\u0306од", ["йод"]),  # й typed as two characters
        ("№442-ФЗ", ["442", "фз"]),
        ("2\u00a0дня", ["2", "дня"]),
        ("ﬁ ①", ["fi", "1"]),  # compatibility forms
        ("___ … !", []),
        ("", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert tokenise(text) == tokens


def test_normalising_twice_changes_nothing() -> None:
    text = "Ёлка №5 «ТЖС» и\u0306 \u200f"
    assert normalise(normalise(text)) == normalise(text)


def test_stems_equal_snowball_on_every_word_of_the_base(corpus: Corpus) -> None:
    texts = [text for document in corpus.documents for text in document.fields.values()]
    words = [*token_counts(texts), *corpus.lexicon.forms, *corpus.lexicon.stems]
    reference = RussianStemmer()
    cyrillic = [word for word in words if any("а" <= letter <= "я" for letter in word)]
    assert len(cyrillic) > 5000
    assert [word for word in cyrillic if stem(word) != reference.stemWord(word)] == []


@pytest.mark.parametrize(
    "forms",
    [
        "мать матери матерью матерей",
        "отец отца отцом отцы отцов",
        "день дня дни дней днями",
        "ребёнок ребёнка дети детей детьми детям",
        "семья семью семьи семей семьями",
        "пьёт пить пьют",
        "человек люди людей",
        "сестра сестёр сёстры",
        "опека опеки опеку опекой",
    ],
)
def test_forms_of_a_word_share_a_key(corpus: Corpus, forms: str) -> None:
    assert len({corpus.lexicon.key(form) for form in tokenise(forms)}) == 1


@pytest.mark.parametrize(("one", "other"), [("мать", "мама"), ("семья", "семинар"), ("дом", "дума"), ("суд", "судно")])
def test_different_words_keep_different_keys(corpus: Corpus, one: str, other: str) -> None:
    assert corpus.lexicon.key(one) != corpus.lexicon.key(other)


@pytest.mark.parametrize("abbreviation", ["соп", "рас", "кдн", "тжс", "пдн", "мфц", "шпр"])
def test_abbreviations_are_keys_as_they_are(corpus: Corpus, abbreviation: str) -> None:
    assert corpus.lexicon.key(abbreviation) == abbreviation


def test_a_protected_word_is_not_read_as_a_form_of_another() -> None:
    unprotected = lexicon_of({"раса": 1, "расы": 1, "осы": 1, "оса": 1})
    protected = lexicon_of({"раса": 1, "расы": 1, "осы": 1, "оса": 1}, protected=frozenset(("осы",)))
    assert unprotected.key("осы") == unprotected.key("оса")
    assert protected.key("осы") == "осы"


def test_negations_stay_in_phrases_and_not_among_keys() -> None:
    lexicon = Lexicon()
    assert lexicon.phrase("не ходит в школу") == ("не", "ход", "школ")
    assert lexicon.keys("не ходит в школу") == ["ход", "школ"]
