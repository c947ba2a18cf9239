"""A form as a sheet of paper: the same layout as a web page, as DOCX and as ODT. Knows nothing of MkDocs."""

from scripts.papers.files import FORMATS, PaperFormat, paper_files
from scripts.papers.layout import Paper, paper_of
from scripts.papers.web import paper_html

__all__ = ["FORMATS", "Paper", "PaperFormat", "paper_files", "paper_html", "paper_of"]
