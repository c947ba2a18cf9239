"""What only the whole base shows: entries nobody leads to, values that sort nothing.

All of it is advice: a new form stands alone until a card names it, a new value until a card uses it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scripts.collection import Base
from scripts.model import FORM, InVocabulary, LinksTo, Problem, Technology, marked, marks_of
from scripts.reading import Records

LEAST_CARDS = 50  # in a smaller base every value looks rare
NEARLY_ALL = 0.9
# Geography and the ladder of evidence are given: a region without a practice is news, not a mistake.
_GIVEN = {"territories", "evidence_levels", "source_kinds", "seen", "result_kinds", "statuses", "relation_types", "expert_checks"}


def nothing_stands_alone(base: Base) -> Iterator[Problem]:
    """A form, an act and a term of the glossary are led to from somewhere."""
    if len(base.published) < LEAST_CARDS:
        return
    named = {target for document in base.published for _, _, target in marked(document.entry, LinksTo)}
    for form in base.of_kind(FORM):
        if form.id not in named:
            fix = "впишите его id в `forms` карточки, рекомендации или шага маршрута"
            yield Problem(form.path, 1, "L09", f"бланк `{form.id}` не назван ни одной записью", fix, "advice")
    yield from _alone(base.legal, named, "акт", "сошлитесь на него в `legal` записи, которой он нужен")
    linked = {other for term in base.glossary.items.values() for other in (*term.broader, *term.related)}
    linked |= {identifier for identifier, term in base.glossary.items.items() if term.broader or term.related}
    yield from _alone(base.glossary, linked, "термин", "укажите близкий термин в `related` или общий в `broader`")


def _alone(records: Records, led_to: set[str], what: str, fix: str) -> Iterator[Problem]:
    for identifier in records.items:
        if identifier not in led_to:
            yield Problem(records.path, records.line_of(identifier), "L09", f"{what} `{identifier}` стоит один", fix, "advice")


def values_sort_something(base: Base) -> Iterator[Problem]:
    """A facet's value that no card has, or nearly all have, helps nobody to choose."""
    cards = [document.entry for document in base.published if isinstance(document.entry, Technology)]
    if len(cards) < LEAST_CARDS:
        return
    uses = Counter((mark.name, value) for card in cards for _, mark, value in set(marked(card, InVocabulary)))
    vocabularies = {mark.name for field in Technology.model_fields.values() for mark in marks_of(field, InVocabulary)}
    for name in sorted(vocabularies & base.vocabularies.keys() - _GIVEN):
        records = base.vocabularies[name]
        for value in records.items:
            count = uses[name, value]
            if count == 0:
                text, fix = f"`{value}` не стоит ни в одной практике", "уберите значение или найдите практики, которым оно нужно"
            elif count > NEARLY_ALL * len(cards):
                text, fix = f"`{value}` стоит почти во всех практиках: {count} из {len(cards)}", "разделите значение или оставьте там, где оно главное"
            else:
                continue
            yield Problem(records.path, records.line_of(value), "V04", text, fix, "advice")
