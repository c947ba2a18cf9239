"""A sheet as ODT, through odfpy."""

from __future__ import annotations

import io
from typing import Any

from odf import dc, meta, table, text
from odf.element import Element
from odf.namespaces import nsdict
from odf.opendocument import OpenDocumentText
from odf.style import (
    MasterPage,
    PageLayout,
    PageLayoutProperties,
    ParagraphProperties,
    Style,
    TableCellProperties,
    TableColumnProperties,
    TableProperties,
    TableRowProperties,
    TextProperties,
)

from scripts.papers.layout import LABEL_SHARE, ROW_HEIGHT, SIGN_HERE, WIDTH, Grid, Paper, Table, column_widths

# odfpy declares a namespace in every file written after the one that first used it; with all of them declared
# from the start the same sheet gives the same bytes, whatever was written before.
Element.namespaces.update(nsdict)



def odt_bytes(paper: Paper) -> bytes:
    """The file's content."""
    document = OpenDocumentText()
    styles = _Styles(document)
    document.meta.addElement(dc.Title(text=paper.title))
    document.meta.addElement(dc.Creator(text="Практики рядом"))
    document.meta.addElement(dc.Language(text="ru-RU"))
    document.meta.addElement(meta.CreationDate(text=f"{paper.date}T00:00:00"))
    body = document.text
    body.addElement(text.H(outlinelevel=1, stylename="Heading1", text=paper.title))
    for number, part in enumerate(paper.parts, 1):
        body.addElement(text.H(outlinelevel=2, stylename="Heading2", text=part.title))
        if part.note:
            body.addElement(text.P(stylename="Small", text=part.note))
        for place, block in enumerate(part.blocks, 1):
            name = f"T{number}_{place}"
            if isinstance(block, Grid):
                body.addElement(_grid(block, name, styles))
            else:
                _table(block, name, styles, body)
    for line in paper.foot:
        body.addElement(text.P(stylename="Small", text=line))
    buffer = io.BytesIO()
    document.write(buffer)
    return buffer.getvalue()


class _Styles:
    """Named styles of the sheet; column and row styles are made once for each size."""

    def __init__(self, document: Any):
        self._document = document
        self._made: dict[str, str] = {}
        layout = PageLayout(name="A4")
        layout.addElement(PageLayoutProperties(
            pagewidth="210mm", pageheight="297mm", printorientation="portrait",
            marginleft="20mm", marginright="15mm", margintop="13mm", marginbottom="13mm",
        ))
        document.automaticstyles.addElement(layout)
        document.masterstyles.addElement(MasterPage(name="Standard", pagelayoutname=layout))
        for name, size, bold, before, after in (
            ("Standard", 10.5, False, 0, 0),
            ("Heading1", 15, True, 0, 4),
            ("Heading2", 11.5, True, 6, 2),
            ("Small", 8.5, False, 0, 1),
            ("KeptLabel", 10.5, False, 3, 0),  # the name of a table stays on the table's page
            ("KeptHint", 8.5, False, 0, 1),
        ):
            style = Style(name=name, family="paragraph")
            style.addElement(ParagraphProperties(
                margintop=f"{before}pt", marginbottom=f"{after}pt", keepwithnext="always" if bold or name.startswith("Kept") else "auto",
            ))
            style.addElement(_letters(size, bold, grey=name in ("Small", "KeptHint")))
            document.styles.addElement(style)
        for name, size, bold in (("SmallText", 8.5, False), ("Bold", 10.5, True)):
            style = Style(name=name, family="text")
            style.addElement(_letters(size, bold, grey=name == "SmallText"))
            document.styles.addElement(style)
        self._make("Cell", "table-cell", TableCellProperties(border="0.5pt solid #000000", padding="1mm"))
        self._make("Sheet", "table", TableProperties(width=f"{WIDTH}mm", align="left"))

    def _make(self, name: str, family: str, properties: Any) -> str:
        if name not in self._made:
            style = Style(name=name, family=family)
            style.addElement(properties)
            self._document.automaticstyles.addElement(style)
            self._made[name] = name
        return name

    def column(self, share: float) -> str:
        """Style of a column that takes this share of the width."""
        millimetres = round(WIDTH * share, 1)
        name = f"Column{str(millimetres).replace('.', '_')}"
        return self._make(name, "table-column", TableColumnProperties(columnwidth=f"{millimetres}mm"))

    def row(self, lines: int) -> str:
        """Style of a row with room for so many lines; a row is never split between pages."""
        height = f"{ROW_HEIGHT * lines}mm"
        return self._make(f"Row{lines}", "table-row", TableRowProperties(minrowheight=height, keeptogether="always"))


def _letters(size: float, bold: bool, grey: bool) -> TextProperties:
    return TextProperties(
        fontfamily="Arial", fontsize=f"{size}pt", fontweight="bold" if bold else "normal",
        color="#595959" if grey else "#000000", language="ru", country="RU",
    )


def _new_table(name: str, widths: list[float], styles: _Styles) -> Any:
    made = table.Table(name=name, stylename="Sheet")
    for width in widths:
        made.addElement(table.TableColumn(stylename=styles.column(width)))
    return made


def _cell(row: Any, *paragraphs: Any, **more: Any) -> None:
    cell = table.TableCell(stylename="Cell", valuetype="string", **more)
    for paragraph in paragraphs or (text.P(stylename="Standard"),):
        cell.addElement(paragraph)
    row.addElement(cell)


def _grid(grid: Grid, name: str, styles: _Styles) -> Any:
    made = _new_table(name, [LABEL_SHARE, 1 - LABEL_SHARE], styles)
    for item in grid.items:
        row = table.TableRow(stylename=styles.row(item.lines))
        if item.text is not None:
            _cell(row, text.P(stylename="Standard", text=item.text), numbercolumnsspanned=2)
            row.addElement(table.CoveredTableCell())
        else:
            _cell(row, *_label(item.label or "", item.hint))
            words = [f"☐ {option}" for option in item.options]
            if item.signature:
                _cell(row, text.P(stylename="Small", text=SIGN_HERE))
            else:
                _cell(row, *(text.P(stylename="Standard", text=word) for word in words))
        made.addElement(row)
    return made


def _label(label: str, hint: str | None, style: str = "Standard", small: str = "Small") -> list[Any]:
    lines = [text.P(stylename=style, text=label)]
    return [*lines, text.P(stylename=small, text=hint)] if hint else lines


def _table(block: Table, name: str, styles: _Styles, body: Any) -> None:
    if block.label:
        for line in _label(block.label, block.hint, "KeptLabel", "KeptHint"):
            body.addElement(line)
    made = _new_table(name, column_widths(block), styles)
    head = table.TableHeaderRows()
    made.addElement(head)
    for place, texts in enumerate((block.columns, *block.rows)):
        row = table.TableRow(stylename=styles.row(block.lines if place else 1))
        for words in texts:
            paragraph = text.P(stylename="Standard")
            if words:
                paragraph.addElement(text.Span(stylename="Bold", text=words) if place == 0 else text.Span(text=words))
            _cell(row, paragraph)
        (made if place else head).addElement(row)
    body.addElement(made)
