"""Forms as a person gets them: a DOCX and an ODT that open, hold every word of the sheet and print."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from odf import teletype
from odf.opendocument import load as load_odt
from odf.table import Table as OdtTable
from odf.text import H, P

from scripts.collection import Base, read_base
from scripts.model import FORM, Form
from scripts.papers import Paper, paper_files, paper_html, paper_of

ROOT = Path(__file__).resolve().parents[1]
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture(scope="module")
def base() -> Base:
    return read_base(ROOT)


@pytest.fixture
def sheet() -> Paper:
    """The sheet of the small base: it has one item of every nature."""
    small = read_base(ROOT / "tests/base")
    return paper_of(small.documents["list-odin"], small)


def words_of(entry: Form) -> list[str]:
    """Everything that must be printed."""
    words = [entry.title, entry.kept]
    for part in entry.parts:
        words += [part.title, part.note or ""]
        for item in part.items:
            words += [item.label or "", item.hint or "", item.text or "", *item.options, *item.columns, *item.named_rows]
    return [word for word in words if word]


def text_of_docx(content: bytes) -> str:
    body = docx.Document(io.BytesIO(content)).element.body
    return " ".join("".join(run.text or "" for run in paragraph.iter(qn("w:t"))) for paragraph in body.iter(qn("w:p")))


def text_of_odt(content: bytes) -> str:
    opened = load_odt(io.BytesIO(content))
    return " ".join(teletype.extractText(node) for kind in (P, H) for node in opened.getElementsByType(kind))


def test_every_form_has_every_word_in_both_files_and_on_the_page(base: Base) -> None:
    assert base.of_kind(FORM)
    for form in base.of_kind(FORM):
        paper = paper_of(form, base)
        files = dict(paper_files(paper))
        texts = [text_of_docx(files[f"{form.id}.docx"]), text_of_odt(files[f"{form.id}.odt"])]
        page = re.sub(r"<[^>]+>", " ", paper_html(paper)).replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&")
        for text in (*texts, page):
            flat = re.sub(r"\s+", " ", text)
            assert [word for word in words_of(form.entry) if re.sub(r"\s+", " ", word) not in flat] == [], form.id


def test_docx_is_a4_in_russian_and_its_boxes_can_be_ticked(sheet: Paper) -> None:
    opened = docx.Document(io.BytesIO(dict(paper_files(sheet))["list-odin.docx"]))
    assert (round(opened.sections[0].page_width.mm), round(opened.sections[0].page_height.mm)) == (210, 297)
    assert opened.core_properties.language == "ru-RU" and opened.core_properties.title == "Выдуманный лист"
    boxes = opened.element.body.findall(f".//{qn('w:sdt')}//{{http://schemas.microsoft.com/office/word/2010/wordml}}checkbox")
    assert len(boxes) == 2
    rows, named = opened.tables[1], opened.tables[2]
    assert [cell.text for cell in rows.rows[0].cells] == ["Дата", "Что было"] and len(rows.rows) == 3
    assert [row.cells[0].text for row in named.rows] == ["Сведения", "имя", "адрес"]


def test_odt_says_what_it_is_first_and_has_the_same_tables(sheet: Paper) -> None:
    content = dict(paper_files(sheet))["list-odin.odt"]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert package.read("mimetype") == b"application/vnd.oasis.opendocument.text"
    assert len(load_odt(io.BytesIO(content)).getElementsByType(OdtTable)) == 4


def test_same_sheet_same_bytes_whatever_was_written_before(sheet: Paper, base: Base) -> None:
    before = dict(paper_files(sheet))
    dict(paper_files(paper_of(base.of_kind(FORM)[0], base)))
    assert dict(paper_files(sheet)) == before


def test_kept_files_follow_the_sheet(sheet: Paper, tmp_path: Path) -> None:
    first = dict(paper_files(sheet, tmp_path))
    assert dict(paper_files(sheet, tmp_path)) == first
    changed = Paper(sheet.id, "Другое название", sheet.parts, sheet.foot, sheet.date)
    assert "Другое название" in text_of_docx(dict(paper_files(changed, tmp_path))["list-odin.docx"])
    assert len(list(tmp_path.iterdir())) == 2, "what a sheet was before is not kept"


def test_sheet_is_only_text_to_a_browser(sheet: Paper) -> None:
    bad = Paper(sheet.id, "<script>alert(1)</script>", sheet.parts, ('" onload="x',), sheet.date)
    page = paper_html(bad)
    assert "<script" not in page and "&lt;script" in page and "\n" not in page


def test_portal_offers_both_files_of_every_form(portal: Path, base: Base) -> None:
    for form in base.of_kind(FORM):
        page = (portal / f"practices/forms/{form.id}/index.html").read_text(encoding="utf-8")
        for suffix in ("docx", "odt"):
            assert f"{form.id}.{suffix}" in page
            assert zipfile.is_zipfile(portal / f"practices/forms/{form.id}.{suffix}")


@pytest.mark.skipif(OFFICE is None, reason="НЕТ LIBREOFFICE: печать бланков не проверена. NO LIBREOFFICE: forms are not printed")
def test_every_form_prints_on_at_most_three_sheets(base: Base, tmp_path: Path) -> None:
    for form in base.of_kind(FORM)[::7]:
        for name, content in paper_files(paper_of(form, base)):
            (tmp_path / name).write_bytes(content)
    for suffix in ("docx", "odt"):
        target = tmp_path / suffix
        subprocess.run(
            [str(OFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf", "--outdir", str(target)]
            + [str(file) for file in sorted(tmp_path.glob(f"*.{suffix}"))],
            check=True,
            capture_output=True,
            timeout=300,
        )
        printed = sorted(target.glob("*.pdf"))
        assert len(printed) == len(base.of_kind(FORM)[::7])
        for file in printed:
            pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", file.read_bytes()))
            assert 1 <= pages <= 3, f"{file.name}: {pages}"
