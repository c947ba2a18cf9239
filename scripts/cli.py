"""The command line `praktiki`: arguments and exit codes, nothing else. 0 well, 1 problems found, 2 misuse."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from scripts.checks import check as run_checks
from scripts.checks import rules
from scripts.collection import ROOT, Base, read_base
from scripts.commands import RussianGroup, progress
from scripts.fixing import fix_files
from scripts.model import ID_PATTERN, KIND_BY_ID
from scripts.report import REPORTERS
from scripts.search_commands import INDEX, evaluate_search, index, search, similar, words
from scripts.statistics import as_text, statistics
from search.similar import too_alike

problems_of = partial(run_checks, more=(too_alike,))


@click.group(cls=RussianGroup)
@click.option("--root", type=click.Path(path_type=Path), default=ROOT, metavar="ПАПКА", help="Папка базы, если она не рядом с программой.")
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """«Практики рядом»: проверить, собрать и найти."""
    context.obj = root.resolve()
    if not (context.obj / "practices").is_dir():
        raise click.UsageError(f"в папке {context.obj} нет practices/: запускайте из папки базы или назовите её в --root")


def _chosen(paths: tuple[str, ...], root: Path) -> tuple[Callable[[str], bool], list[str]]:
    """A test «is this file of the base named?»; without names, all are. Second: the names that lie outside the base."""
    if not paths:
        return (lambda shown: True), []
    wanted, outside = [], []
    for path in paths:
        # A link is checked where it lies, not where it leads.
        place = Path(path).parent.resolve() / Path(path).name if Path(path).is_symlink() else Path(path).resolve()
        if place.is_relative_to(root) and place.relative_to(root).parts[:1] in ((), ("practices",), ("docs",)):
            wanted.append(place.relative_to(root).as_posix())
        else:
            outside.append(path)
    return (lambda shown: any(name in (".", shown) or shown.startswith(f"{name}/") for name in wanted)), outside


def _near_file(path: str, root: Path) -> str:
    """«возможно, …» when an entry of this name lies in the base: people leave out the folder or the suffix."""
    name = Path(path).name.removesuffix(".md")
    found = sorted((root / "practices").glob(f"*/{name}.md")) if re.match(ID_PATTERN, name) else []
    return f"; возможно, {found[0].relative_to(root).as_posix()}" if found else ""


@main.command(help="Проверить базу или названные файлы; показать все замечания сразу.")
@click.argument("paths", nargs=-1, metavar="[ПУТЬ]…")
@click.option("--format", "form", type=click.Choice(list(REPORTERS)), default="text", help="Вид ответа.")
@click.option("--fix", is_flag=True, help="Исправить то, что исправляется само: кодировку, BOM, концы строк.")
@click.pass_obj
def check(root: Path, paths: tuple[str, ...], form: str, fix: bool) -> None:
    """Exit code 1 when an error was found."""
    for path in paths:
        if not Path(path).exists() and not Path(path).is_symlink():
            raise click.UsageError(f"нет файла или папки {path}" + _near_file(path, root))
    named, outside = _chosen(paths, root)
    if outside:
        raise click.UsageError(f"{outside[0]} лежит вне базы: положите карточку в practices/technologies/ и повторите")
    base = read_base(root)
    if fix:
        for line in fix_files([problem for problem in problems_of(base) if named(problem.path)], root):
            click.echo(line, err=True)
        base = read_base(root)
    problems = [problem for problem in problems_of(base) if named(problem.path)]
    seen = {document.path for document in [*base.documents.values(), *base.twins]} | {problem.path for problem in problems}
    # A file name may hold bytes that no encoding knows; the report must come out all the same.
    report = REPORTERS[form](problems, sum(map(named, seen)))
    click.echo(report.encode("utf-8", "backslashreplace").decode())
    if any(problem.severity == "error" for problem in problems):
        sys.exit(1)


@main.command(help="Объяснить код замечания.")
@click.argument("code", metavar="КОД")
def rule(code: str) -> None:
    """Prints the same text as the portal's page of the rule."""
    found = rules().get(code.upper())
    if found is None:
        raise click.UsageError(f"нет правила {code}; есть: {', '.join(rules())}")
    click.echo(f"{code.upper()}. {found.title}\n\nЗачем: {found.why}\n\nКак исправить:\n{found.fix.rstrip()}")
    if found.example:
        click.echo(f"\nПример:\n{found.example.rstrip()}")


@main.command(help="Создать черновик записи из бланка. ВИД: technology, case или recommendation; ID: имя файла латиницей, без .md.")
@click.argument("kind", type=click.Choice(list(KIND_BY_ID)), metavar="ВИД")
@click.argument("identifier", metavar="ID")
@click.pass_obj
def new(root: Path, kind: str, identifier: str) -> None:
    """Never overwrites; the id is checked before the file is made."""
    from scripts.templates import new_entry

    try:
        path = new_entry(root, KIND_BY_ID[kind], identifier)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"Создан черновик {path}. Заполните его и выполните: praktiki check {path}")


@main.command(help="Обновить файлы, сделанные из модели: бланки, схемы, список адресов.")
@click.pass_obj
def derived(root: Path) -> None:
    """Writes only what differs, so unchanged files keep their dates."""
    from scripts.templates import derived_files

    for name, content in derived_files(read_base(root)).items():
        path = root / name
        try:
            if path.is_file() and path.read_bytes() == content.encode():
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8", newline="\n")
        except OSError as error:
            raise click.ClickException(f"{name} не записан: {error.strerror or error}") from error
        click.echo(f"обновлён {name}")


@main.command(help="Посчитать базу: записи, источники, полнота.")
@click.option("--json", "as_json", is_flag=True, help="Ответ для программ.")
@click.pass_obj
def stats(root: Path, as_json: bool) -> None:
    """Counts published entries only."""
    figures = statistics(read_base(root))
    click.echo(json.dumps(figures, ensure_ascii=False, indent=2) if as_json else as_text(figures))


@main.command(help="Собрать портал в папку site/. Если что-то не так, прежний портал останется.")
@click.option("--site-dir", type=click.Path(path_type=Path), default=None, metavar="ПАПКА", help="Куда собрать.")
@click.pass_obj
def build(root: Path, site_dir: Path | None) -> None:
    """Builds beside and swaps at the end, so readers never meet half a portal."""
    from scripts.building import BuildFailure, build_portal

    target = (site_dir or root / "site").resolve()
    try:
        with progress("Собираю портал"):
            build_portal(root, target)
    except BuildFailure as failure:
        click.echo(str(failure), err=True)
        sys.exit(1)
    click.echo(f"Портал собран: {target / 'index.html'}")


@main.command(help="Показать портал на 127.0.0.1:8000 и обновлять его при правке карточек.")
@click.option("--address", default="127.0.0.1:8000", metavar="АДРЕС", help="Адрес и порт.")
@click.pass_obj
def serve(root: Path, address: str) -> None:
    """Live reload of cards, templates and vocabularies; problems are printed and the sound entries are shown."""
    from scripts.building import serve_portal
    from search.whoosh_index import open_index

    base = read_base(root)
    problems = problems_of(base)
    click.echo(REPORTERS["text"](problems, len(base.documents)), err=True)
    if problems:
        click.echo("Записи с замечаниями на портал не попадут, остальные покажу.", err=True)
    open_index(base.without({problem.path for problem in problems if problem.severity == "error"}), root / INDEX)
    click.echo(f"Портал откроется по адресу http://{address}/ через несколько секунд; остановить — Ctrl+C.", err=True)
    serve_portal(root, address)


for command in (index, search, similar, evaluate_search, words):
    main.add_command(command)


if __name__ == "__main__":
    main()
