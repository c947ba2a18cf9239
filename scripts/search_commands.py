"""The commands of search: `praktiki index`, `search`, `similar`, `eval`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from scripts.collection import Base, read_base
from scripts.commands import RussianCommand, progress
from scripts.model import KIND_BY_ID
from scripts.pages.facets import FACETS
from scripts.report import plural
from search.documents import KIND_LABELS
from search.facet_values import UnknownValue, find_value
from search.similar import nearest

INDEX = "build/search"  # below the repository
# Words of the command line for the facets of the portal; a facet not named here keeps its own.
_KEYS = {
    "themes": "theme",
    "situations": "situation",
    "target-groups": "target",
    "ages": "age",
    "roles": "role",
    "sectors": "sector",
    "forms-of-work": "form",
    "durations": "duration",
    "territories": "territory",
}


def _facet_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """One option per facet; given twice, either value will do."""
    for facet in reversed(FACETS):
        key = _KEYS.get(facet.folder, facet.folder)
        name = facet.folder.replace("-", "_")
        command = click.option(f"--{key}", name, multiple=True, metavar="ЗНАЧЕНИЕ", help=f"{facet.short}: id или слова.")(command)
    return command


def readable(root: Path) -> Base:
    """The base; files that cannot be read are counted aloud and left out."""
    base = read_base(root)
    if base.problems:
        click.echo(f"Часть файлов не читается ({len(base.problems)}); выполните praktiki check.", err=True)
    return base


@click.command(cls=RussianCommand, help="Собрать поисковый указатель; если он уже есть, переписать только изменившееся.")
@click.pass_obj
def index(root: Path) -> None:
    """The index is derived: deleting build/search only costs a rebuild."""
    from search.whoosh_index import open_index

    with progress("Собираю поисковый указатель"):
        opened = open_index(readable(root), root / INDEX)
    changed = f", переписано: {opened.rewritten}" if opened.rewritten else ", изменений нет"
    click.echo(f"В указателе {plural(len(opened), 'запись', 'записи', 'записей')}{changed}.")


@click.command(cls=RussianCommand, help="Найти записи по словам, в любой форме и с опечаткой.")
@click.argument("query", nargs=-1, required=True, metavar="СЛОВА…")
@click.option("--limit", type=click.IntRange(1, 100), default=10, metavar="ЧИСЛО", help="Сколько показать.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice([*KIND_BY_ID, *KIND_LABELS]), metavar="ВИД", help=f"Только этот вид: {', '.join([*KIND_BY_ID, *KIND_LABELS])}.")
@_facet_options
@click.option("--json", "as_json", is_flag=True, help="Ответ для программ.")
@click.pass_obj
def search(root: Path, query: tuple[str, ...], limit: int, kinds: tuple[str, ...], as_json: bool, **facets: tuple[str, ...]) -> None:
    """Exit code 0 also when nothing was found: an empty answer is an answer."""
    from search.whoosh_index import open_index

    base = readable(root)
    filters = _filters(base, facets)
    hits = open_index(base, root / INDEX).search(" ".join(query), limit=limit, kinds=kinds or None, filters=filters)
    if as_json:
        rows = [
            {"id": h.id, "kind": h.kind, "title": h.title, "url": h.url, "score": round(h.score, 4), "why": list(h.why)} for h in hits
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif not hits:
        advice = "Снимите часть фильтров." if filters or kinds else "Назовите беду другими словами или проще: «мать пьёт», «прогуливает»."
        click.echo(f"Ничего не нашлось. {advice}")
    else:
        labels = {kind.id: kind.label for kind in KIND_BY_ID.values()} | KIND_LABELS
        for number, hit in enumerate(hits, 1):
            also = f"; то же: {', '.join(hit.why)}" if hit.why else ""
            click.echo(f"{number}. {hit.title} ({labels[hit.kind]}{also})\n   {hit.url}")


def _filters(base: Base, given: dict[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """Facet -> ids of the wanted values."""
    filters = {}
    for facet in FACETS:
        wanted = given[facet.folder.replace("-", "_")]
        if wanted:
            try:
                filters[facet.folder] = [value for words in wanted for value in find_value(base.terms(facet.vocabulary), words)]
            except UnknownValue as unknown:
                key = _KEYS.get(facet.folder, facet.folder)
                raise click.UsageError(f"--{key}: нет значения «{unknown.words}»; есть: {', '.join(unknown.known)}") from unknown
    return filters


@click.command(cls=RussianCommand, help="Показать записи, на которые похожа эта: не дубль ли она?")
@click.argument("path", type=click.Path(path_type=Path), metavar="ФАЙЛ")
@click.option("--limit", type=click.IntRange(1, 20), default=3, metavar="ЧИСЛО", help="Сколько показать.")
@click.option("--json", "as_json", is_flag=True, help="Ответ для программ.")
@click.pass_obj
def similar(root: Path, path: Path, limit: int, as_json: bool) -> None:
    """Advice, never a refusal: exit code 0 whatever is found."""
    try:
        found = nearest(readable(root), path, limit)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    if as_json:
        rows = [
            {"id": near.document.id, "title": near.document.entry.title, "path": near.document.path, "likeness": round(near.likeness, 4)}
            for near in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for near in found:
        twin = " — очень похожа, проверьте, не дубль ли" if near.is_likely_twin else ""
        click.echo(f"{near.likeness:.2f}  {near.document.entry.title}{twin}\n      {near.document.path}".replace(".", ",", 1))


@click.command("eval", cls=RussianCommand, help="Измерить поиск на вопросах с известными ответами.")
@click.option("--queries", type=click.Path(path_type=Path), default=None, metavar="ФАЙЛ", help="Свои вопросы вместо search/queries.yml.")
@click.option("--engine", type=click.Choice(["whoosh", "browser"]), default="whoosh", help="Чем искать; browser — собранным порталом в Chromium.")
@click.option("--site-dir", type=click.Path(path_type=Path), default=None, metavar="ПАПКА", help="Где собранный портал, если не в site/.")
@click.option("--json", "as_json", is_flag=True, help="Ответ для программ.")
@click.pass_obj
def evaluate_search(root: Path, queries: Path | None, engine: str, site_dir: Path | None, as_json: bool) -> None:
    """Figures by category, the worst queries last."""
    from search import evaluation

    base = readable(root)
    try:
        if engine == "browser":
            from search.browser_engine import opened_portal

            with opened_portal(site_dir or root / "site") as portal:
                figures = evaluation.evaluate(base, portal, queries or evaluation.QUERIES)
        else:
            from search.whoosh_index import open_index

            figures = evaluation.evaluate(base, open_index(base, root / INDEX), queries or evaluation.QUERIES)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    click.echo(json.dumps(figures, ensure_ascii=False, indent=2) if as_json else evaluation.as_text(figures))


@click.command(cls=RussianCommand, help="Проверить слова поиска: что срабатывает везде, читается иначе, ходит по кругу.")
@click.pass_obj
def words(root: Path) -> None:
    """Advice of the thesaurus' lint, one remark a line; exit code 0 whatever is found."""
    from search.corpus import corpus_of
    from search.thesaurus_lint import lint

    base = readable(root)
    found = lint(base, corpus_of(base))
    for remark in found:
        click.echo(str(remark))
    click.echo(f"Замечаний: {len(found)}.")
