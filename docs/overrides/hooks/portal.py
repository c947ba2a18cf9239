"""MkDocs events to the base and back. Glue only: what a page says is decided in scripts/pages."""

from __future__ import annotations

import os
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from scripts.checks import check
from scripts.collection import PICTURES, Base, read_base
from scripts.model import FORM
from scripts.pages import Page, all_pages
from scripts.papers import paper_files, paper_of
from search.browser_index import browser_files
from search.opensearch import opensearch
from search.similar import too_alike

log = get_plugin_logger("praktiki")
# Parts of Material's own search, which is off; a third of its size would go to every mirror for nothing.
_UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")


class _Portal:
    """What one build knows; MkDocs keeps the module between builds of `serve`, so each build fills it anew."""

    serving = False
    base: Base
    pages: dict[str, Page] = {}


def on_startup(*, command: str, dirty: bool) -> None:
    _Portal.serving = command == "serve"


def on_pre_build(*, config: MkDocsConfig) -> None:
    # Here and not in on_files: after this event MkDocs empties the folder of the last good portal.
    _Portal.base = _sound_base(Path(config.config_file_path).parent)


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    base = _Portal.base
    _Portal.pages = {page.path: page for page in all_pages(base)}
    for path, page in _Portal.pages.items():
        if files.get_file_from_path(path) is not None:
            raise PluginError(f"docs/{path} is both written by hand and generated: rename the hand-written page")
        file = File.generated(config, path, content="")
        file.edit_uri = f"../{page.source}" if page.source and config.repo_url else None
        files.append(file)
    for name, content in browser_files(base).items():
        files.append(File.generated(config, f"assets/search/{name}", content=content))
    if config.site_url:
        files.append(File.generated(config, "opensearch.xml", content=opensearch(config.site_name, config.site_url)))
    for form in base.of_kind(FORM):
        for name, content in paper_files(paper_of(form, base), base.root / "build/papers"):
            files.append(File.generated(config, f"practices/forms/{name}", content=content))
    for file in [file for file in files if file.src_uri.startswith(_UNUSED) or file.src_uri.endswith(".map")]:
        files.remove(file)
    for picture in sorted((base.root / "practices/pictures").rglob("*")):
        if picture.suffix.lower() in PICTURES and picture.is_file():
            shown = picture.relative_to(base.root).as_posix()
            files.append(File(shown, str(base.root), config.site_dir, config.use_directory_urls))
    return files


def _sound_base(root: Path) -> Base:
    """The base to build. Problems stop a build; while serving, an unsound entry is shown in the log and left out."""
    base = read_base(root)
    problems = [problem for problem in check(base, (too_alike,)) if problem.severity == "error"]
    if problems and not _Portal.serving:
        for problem in problems:
            log.error(str(problem))
        raise PluginError(f"В базе {len(problems)} замечаний, портал не собран. Выполните `praktiki check`.")
    for problem in problems:
        log.info(f"ЗАМЕЧАНИЕ {problem}")
    return base.without({problem.path for problem in problems})


def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """Pages outside the menu get the list they belong to as their parent: breadcrumbs and the lit menu item."""
    for path, page in _Portal.pages.items():
        file = files.get_file_from_path(path)
        parent = files.get_file_from_path(f"{os.path.dirname(path)}/index.md")
        if file and file.page and parent and parent.page and parent is not file and file.page.parent is None:
            file.page.parent = parent.page
    return nav


def on_page_read_source(*, page: MkDocsPage, config: MkDocsConfig) -> str | None:
    generated = _Portal.pages.get(page.file.src_uri)
    return generated.markdown if generated else None


def on_page_markdown(markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    # Handed over as it is: written out as YAML and read back it would cost a tenth of the build.
    generated = _Portal.pages.get(page.file.src_uri)
    if generated:
        page.meta = dict(generated.meta)
    return markdown


def on_post_page(output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
    """Templates indent for people; on a slow phone their indents are a tenth of the page."""
    return output if "<pre" in output else re.sub(r"\n\s+", "\n", output)


def on_post_build(*, config: MkDocsConfig) -> None:
    # A packed sitemap holds the time of its packing; two builds of one commit must be equal byte for byte.
    Path(config.site_dir, "sitemap.xml.gz").unlink(missing_ok=True)
