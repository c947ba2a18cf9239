"""A sheet as a piece of a web page: what one sees is what one prints."""

from __future__ import annotations

from html import escape

from scripts.papers.layout import SIGNATURE, Grid, Paper, Table


def paper_html(paper: Paper) -> str:
    """HTML of the sheet. One line, so that no generator takes a part of it for its own markup."""
    parts = "".join(
        f"<h3>{escape(part.title)}</h3>" + (_hint(part.note)) + "".join(_block(block, part.title) for block in part.blocks)
        for part in paper.parts
    )
    foot = "".join(f"<p class='pr-paper__foot'>{escape(line)}</p>" for line in paper.foot)
    return f"<div class='pr-paper'><p class='pr-paper__title'>{escape(paper.title)}</p>{parts}{foot}</div>"


def _hint(words: str | None) -> str:
    return f"<p class='pr-paper__hint'>{escape(words)}</p>" if words else ""


def _block(block: Grid | Table, part: str) -> str:
    return _grid(block) if isinstance(block, Grid) else _table(block, part)


def _grid(grid: Grid) -> str:
    rows = []
    for item in grid.items:
        if item.text is not None:
            rows.append(f"<tr><td colspan='2'>{escape(item.text)}</td></tr>")
            continue
        if item.options:
            place = "<ul>" + "".join(f"<li>{escape(option)}</li>" for option in item.options) + "</ul>"
        elif item.signature:
            place = "<span class='pr-paper__sign'>" + " ".join(f"<i>{word}</i>" for word in SIGNATURE) + "</span>"
        else:
            place = ""
        lines = f" style='--lines:{item.lines}'" if item.lines > 1 else ""
        hint = f"<small>{escape(item.hint)}</small>" if item.hint else ""
        rows.append(f"<tr><th scope='row'>{escape(item.label or '')}{hint}</th><td{lines}>{place}</td></tr>")
    return f"<table class='pr-paper__grid'>{''.join(rows)}</table>"


def _table(block: Table, part: str) -> str:
    caption = f"<caption>{escape(block.label or part)}{f'<small>{escape(block.hint)}</small>' if block.hint else ''}</caption>"
    head = "".join(f"<th scope='col'>{escape(name)}</th>" for name in block.columns)
    high = f" style='--lines:{block.lines}'" if block.lines > 1 else ""
    rows = "".join(
        "<tr>" + "".join(f"<th scope='row'>{escape(text)}</th>" if text else f"<td{high}></td>" for text in row) + "</tr>"
        for row in block.rows
    )
    return f"<div class='pr-paper__wide'><table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
