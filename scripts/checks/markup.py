"""Markup that could harm a reader or lead nowhere: HTML, scripts, attribute lists, pictures, links to files.

The text is rendered exactly as the portal renders it and the outcome is inspected, so no spelling of a payload
matters, only what a browser would get.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from os.path import isfile
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

import markdown

from scripts.checks.texts import MAX_CHARACTERS
from scripts.collection import PICTURES, Base, Numbers, section_markdown
from scripts.model import Problem
from scripts.reading import Document

# The extensions an entry may use; mkdocs.yml takes its list from the same names.
EXTENSIONS = ("tables", "fenced_code", "attr_list", "footnotes", "admonition", "sane_lists")
_TAGS = set(
    "p br hr em strong code pre blockquote ul ol li h2 h3 h4 h5 h6 a img table thead tbody tr th td sup sub del div".split()
)
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}}
# Classes and addresses Markdown makes by itself. With others a text could wake what Material keeps in its scripts:
# `pre.mermaid` is fetched from another host, `#__config` is read as settings.
_CLASS = re.compile(r"admonition( [a-zа-яё]+)*|admonition-title|cite|footnote(-ref|-backref)?|language-[\w+-]+")
_ID = re.compile(r"fn(ref)?\d*:.+|[a-z][a-z0-9-]*")
_OWN = {"class": _CLASS, "id": _ID}
_SAFE = "ссылка начинается с https:// или ведёт на соседний файл"
_SCHEMES = {"", "http", "https", "mailto", "tel"}
# Without one of these there is neither HTML nor a link nor an attribute list, and nothing to render.
_SUSPECT = re.compile(r"<|\{|\]\s*\(|\]\s*:|&#|^\s*!!!", re.MULTILINE)
# A card has no use for `<` at all; thousands of them only keep the renderer busy for hours.
_MAX_BRACKETS = 200


class _Inspector(HTMLParser):
    """Collects what a browser would act on: forbidden tags and attributes, addresses of links and pictures."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forbidden: list[str] = []
        self.dangerous: list[str] = []
        self.addresses: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            self.forbidden.append(f"<{tag}>")
            return
        for name, value in attributes:
            if name in _OWN:
                if not _OWN[name].fullmatch(value or ""):
                    self.forbidden.append(f"{name}=")
            elif name not in _ATTRIBUTES.get(tag, set()):
                if not (tag in ("th", "td") and name == "style" and re.fullmatch(r"text-align: \w+;", value or "")):
                    self.forbidden.append(f"{name}=")
            elif name in ("href", "src"):
                self._address(tag, value or "")

    def _address(self, tag: str, value: str) -> None:
        # Browsers drop tabs and line breaks inside a scheme; so do we before looking at it.
        address = re.sub(r"[\x00-\x20]", "", value)
        scheme = re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*(?=:)", address)
        if (scheme[0].lower() if scheme else "") not in _SCHEMES:
            self.dangerous.append(value)
        else:
            self.addresses.append((tag, address))

    def handle_comment(self, data: str) -> None:
        # Python and browsers disagree where `<!--> …` and `--!>` end, so no comment is harmless.
        self.forbidden.append("<!-->")

    def handle_decl(self, decl: str) -> None:
        self.forbidden.append(f"<!{decl.split()[0] if decl else ''}>")

    def handle_pi(self, data: str) -> None:
        self.forbidden.append("<?…>")

    def unknown_decl(self, data: str) -> None:
        self.forbidden.append("<![…]>")


def safe_markup(document: Document, base: Base) -> Iterator[Problem]:
    """No raw HTML, no script, no address a browser would run, no picture from elsewhere, no link to nowhere."""
    body, path, first_line = document.body, document.path, document.body_line
    if len(body) > MAX_CHARACTERS or not _SUSPECT.search(body):  # T10 has refused the long one already
        return
    if body.count("<") > _MAX_BRACKETS:
        line = first_line + body.count("\n", 0, body.index("<"))
        yield Problem(path, line, "M01", f"знаков `<` в тексте больше {_MAX_BRACKETS}", "уберите: в карточке только Markdown")
        return
    inspector = _Inspector()
    rendered = _as_portal(document)
    inspector.feed(rendered)
    inspector.close()
    if not inspector.forbidden and "<" in body and rendered != _as_portal(document, html=False):
        inspector.forbidden.append(_tag_in(body))  # harmless tags; left open, one would swallow the rest of the page
    lines = [_as_browser(line) for line in body.split("\n")]

    def line_of(needle: str) -> int:
        sought = _as_browser(needle)
        return next((number for number, line in enumerate(lines, first_line) if sought in line), first_line)

    for found in dict.fromkeys(inspector.forbidden):
        needle = found.rstrip(">").replace("…", "") if found.startswith("<") else found
        if found in ("class=", "id=") and not re.search(rf"<[^>]*\b{found}", body):
            needle = "{"  # written `{ .x }` or `{ #x }`, without its name
        yield Problem(path, line_of(needle), "M01", f"в тексте HTML: {found}", "сотрите всё в угловых и фигурных скобках вместе с ними, слова оставьте; жирный — `**слово**`")
    for address in dict.fromkeys(inspector.dangerous):
        shown = re.sub(r"\s+", " ", address)[:60]
        disk = re.match(r"[A-Za-z]:|file:", address)
        fix = "это файл на вашем компьютере: положите картинку в practices/pictures/ и сошлитесь `../pictures/имя.png`" if disk else _SAFE
        yield Problem(path, line_of(address), "M02", f"опасная ссылка: {shown}", fix)
    for tag, address in dict.fromkeys(inspector.addresses):
        yield from _leads(tag, address, path, line_of(address) if address else first_line, base)


def _as_portal(document: Document, html: bool = True) -> str:
    """The text rendered as on the portal; without `html`, as if Markdown knew no tags."""
    renderer = markdown.Markdown(extensions=list(EXTENSIONS))
    if not html:
        renderer.preprocessors.deregister("html_block")
        renderer.inlinePatterns.deregister("html")
    numbers = Numbers(document)
    return renderer.convert("\n\n".join(section_markdown(section, document, numbers) for section in document.sections()))


def _tag_in(body: str) -> str:
    found = re.search(r"</?([a-zA-Z][\w-]*)", body)
    return f"<{found[1]}>" if found else "<"


def _as_browser(text: str) -> str:
    """The text with entities and %-codes read and blanks dropped, as a browser reads an address."""
    return re.sub(r"[\x00-\x20]", "", unquote(unescape(text))).casefold()


def _leads(tag: str, address: str, path: str, line: int, base: Base) -> Iterator[Problem]:
    try:
        parts = urlsplit(address)
    except ValueError:
        yield Problem(path, line, "L08", f"адрес не читается: `{address[:80]}`", "скопируйте его из строки браузера целиком")
        return
    if tag == "img" and (parts.scheme or parts.netloc):
        yield Problem(path, line, "M03", f"картинка с чужого адреса: {address[:60]}", "положите файл в practices/pictures/ и сошлитесь на него")
        return
    if parts.scheme or parts.netloc or not parts.path:
        return
    target = normpath((PurePosixPath(path).parent / unquote(parts.path)).as_posix())
    drafts = {document.path for document in base.documents.values() if document.entry.status == "draft"}
    # os.path answers «no» for a name the system cannot even look up; pathlib raises.
    if not target.startswith("practices/") or not isfile(base.root / target):
        what = "картинки" if tag == "img" else "файла"
        yield Problem(path, line, "L08", f"нет {what} `{address[:80]}`", _right_path(tag, parts.path, base))
    elif target in drafts and path not in drafts:
        yield Problem(path, line, "L07", f"запись `{address[:80]}` не опубликована", "опубликуйте её или уберите ссылку")
    elif tag == "img" and PurePosixPath(target).suffix.lower() not in PICTURES:
        yield Problem(path, line, "M04", f"это не картинка: `{address[:80]}`", "годятся " + ", ".join(sorted(PICTURES)))


def _right_path(tag: str, written: str, base: Base) -> str:
    """What to write instead: the path of the card that was meant, or the form that a path has."""
    if tag == "img":
        return "положите файл в practices/pictures/ (имя латиницей, без пробелов) и сошлитесь `../pictures/имя.png`"
    meant = base.documents.get(PurePosixPath(written).stem)
    if meant:
        return f"запишите путь от этой карточки: `../{meant.kind.folder}/{meant.id}.md`"
    return "проверьте имя; путь пишут от этой карточки: `../technologies/signal-card.md`"
