"""A sheet as DOCX, through python-docx. Boxes are content controls, so that a click ticks them."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from docx import Document as new_document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from scripts.papers.layout import LABEL_SHARE, ROW_HEIGHT, SIGN_HERE, WIDTH, Grid, Paper, Table, column_widths

_GREY = RGBColor(0x59, 0x59, 0x59)
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def docx_bytes(paper: Paper) -> bytes:
    """The file's content."""
    document = new_document()
    _page(document, paper)
    document.add_heading(paper.title, 1)
    for part in paper.parts:
        document.add_heading(part.title, 2)
        if part.note:
            _small(document.add_paragraph(), part.note)
        for block in part.blocks:
            if isinstance(block, Grid):
                _grid(document, block)
            else:
                _table(document, block)
    for line in paper.foot:
        _small(document.add_paragraph(), line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _page(document: Any, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(20), Mm(15)
    section.top_margin = section.bottom_margin = Mm(13)
    sizes = {"Normal": (10.5, 0, 0), "Heading 1": (15, 0, 4), "Heading 2": (11.5, 6, 2)}
    for name, (size, before, after) in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Arial", Pt(size), RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:eastAsia", "w:cs", "w:hAnsi", "w:ascii"):
            fonts.set(qn(script), "Arial")
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1
    language = document.styles["Normal"].element.get_or_add_rPr()
    language.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="ru-RU" w:eastAsia="ru-RU"/>'))
    about = document.core_properties
    about.title, about.author, about.language, about.comments = paper.title, "Практики рядом", "ru-RU", ""
    about.created = about.modified = dt.datetime.fromisoformat(paper.date)


def _small(paragraph: Any, text: str) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(8.5), _GREY


def _new_table(document: Any, rows: int, widths: list[float]) -> Any:
    table = document.add_table(rows=rows, cols=len(widths))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.LEFT, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(WIDTH * width)
    return table


def _part_from_next(document: Any) -> None:
    """A hair of a line under a table: Word takes two tables with nothing between them for one."""
    gap = document.add_paragraph()
    gap.paragraph_format.line_spacing = Pt(3)
    gap.add_run().font.size = Pt(1)


def _height(row: Any, lines: int) -> None:
    row.height = Mm(ROW_HEIGHT * lines)
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))


def _grid(document: Any, grid: Grid) -> None:
    shares = [LABEL_SHARE, 1 - LABEL_SHARE]
    table = _new_table(document, len(grid.items), shares)
    _part_from_next(document)
    for row, item in zip(table.rows, grid.items, strict=True):
        _height(row, item.lines)
        cells = row.cells
        for cell, share in zip(cells, shares, strict=True):
            cell.width = Mm(WIDTH * share)
        if item.text is not None:
            cells[0].merge(cells[1]).paragraphs[0].add_run(item.text)
            continue
        _label(cells[0].paragraphs[0], item.label or "", item.hint)
        if item.options:
            _boxes(cells[1].paragraphs[0], item.options)
        elif item.signature:
            _small(cells[1].paragraphs[0], SIGN_HERE)


def _label(paragraph: Any, label: str, hint: str | None) -> None:
    paragraph.add_run(label)
    if hint:
        paragraph.add_run().add_break(WD_BREAK.LINE)
        _small(paragraph, hint)


def _boxes(paragraph: Any, options: list[str]) -> None:
    for place, option in enumerate(options):
        if place:
            paragraph.add_run().add_break(WD_BREAK.LINE)
        paragraph._p.append(parse_xml(
            f'<w:sdt {nsdecls("w")} xmlns:w14="{_W14}"><w:sdtPr><w14:checkbox><w14:checked w14:val="0"/>'
            '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
            '</w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic"/>'
            "</w:rPr><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
        ))
        paragraph.add_run(f" {option}")


def _table(document: Any, block: Table) -> None:
    if block.label:
        name = document.add_paragraph()
        name.paragraph_format.keep_with_next = True
        _label(name, block.label, block.hint)
    widths = column_widths(block)
    table = _new_table(document, 1 + len(block.rows), widths)
    _part_from_next(document)
    for index, (row, texts) in enumerate(zip(table.rows, (block.columns, *block.rows), strict=True)):
        _height(row, block.lines if index else 1)
        if index == 0:  # repeated when the table runs to the next page
            row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = Mm(WIDTH * width)
            if text:
                cell.paragraphs[0].add_run(text).bold = index == 0
