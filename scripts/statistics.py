"""The base in figures, for people and for machines. Counts published entries only."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import Any

from scripts.checks.sources import figures_without_source
from scripts.collection import Base, Graph, completeness, evidence_level, readability
from scripts.model import KINDS, TECHNOLOGY
from scripts.reading import Document


def statistics(base: Base) -> dict[str, Any]:
    """Counts of entries, completeness, sources, places; the keys are stable, new ones may be added."""
    cards = base.of_kind(TECHNOLOGY)
    published = base.published
    graph = Graph(base)
    home = set(base.home_territories)
    complete = [completeness(card).filled for card in cards]
    sources = [source for document in published for source in document.entry.sources]
    figures: dict[str, Any] = {"version": 1}
    figures.update({kind.folder: len(base.of_kind(kind)) for kind in KINDS})
    figures |= {
        "glossary": len(base.glossary.items),
        "legal": len(base.legal.items),
        "tidier": {"median": median(complete) if complete else 0, "min": min(complete, default=0)},
        "figures_without_source": sum(1 for document in published for _ in figures_without_source(document)),
        "evidence": dict(sorted(Counter(evidence_level(card.entry) for card in cards).items())),
        "sources": {
            "total": len(sources),
            "addresses": len({source.url for source in sources if source.url}),
            "seen": dict(sorted(Counter(source.seen for source in sources).items())),
            "cards_with_two": _share([len(card.entry.sources) >= 2 for card in cards]),
        },
        "asked_as": {"min": min((len(card.entry.asked_as) for card in cards), default=0)},
        "relations": {
            "written": sum(len(document.entry.related) for document in published),
            "cards_without": sum(not graph.links(card.id) for card in cards),
        },
        "novosibirsk_cards": sum(any(place.territory in home for place in card.entry.applied_in) for card in cards),
        "reviewed": sum(bool(document.entry.reviewed) for document in published),
        "with_forms": sum(bool(card.entry.forms) for card in cards),
        "external_ratings": sum(bool(card.entry.external_ratings) for card in cards),
        "readability": _readability(cards),
        "situations_in_use": len({value for card in cards for value in card.entry.situations}),
    }
    return figures


def _share(flags: list[bool]) -> float:
    """Per cent, one decimal."""
    return round(100 * sum(flags) / len(flags), 1) if flags else 0.0


def _readability(cards: list[Document]) -> dict[str, Any]:
    """The median index and the ten hardest cards, hardest first."""
    marks = sorted((readability(card.body), card.id) for card in cards)
    worst = [{"id": identifier, "index": mark} for mark, identifier in marks[:10]]
    return {"median": round(median(mark for mark, _ in marks), 1) if marks else 0, "worst": worst}


_WORDS = {
    "technologies": "практик",
    "cases": "кейсов",
    "recommendations": "рекомендаций",
    "forms": "бланков",
    "routes": "маршрутов",
    "kits": "учебных модулей",
    "glossary": "терминов",
    "legal": "правовых актов",
    "novosibirsk_cards": "практик с местом в Новосибирской области",
    "with_forms": "практик с бланком",
    "external_ratings": "практик с оценкой реестра",
    "figures_without_source": "чисел без источника",
    "reviewed": "записей, проверенных экспертом",
}


def as_text(figures: dict[str, Any]) -> str:
    """The main figures in words."""
    lines = [f"{figures[name]:>5}  {words}" for name, words in _WORDS.items()]
    tidier, sources = figures["tidier"], figures["sources"]
    lines.append(f"Полнота по TIDieR: медиана {tidier['median']} из 12, наименьшая {tidier['min']}.")
    lines.append(f"Источников {sources['total']}; два и больше — у {sources['cards_with_two']} % практик.")
    hard = figures["readability"]
    lines.append(f"Читаемость (индекс Флеша по Оборневой, больше — легче): медиана {hard['median']}. Труднее всего:")
    lines += [f"{card['index']:>7}  {card['id']}" for card in hard["worst"]]
    return "\n".join(lines)
