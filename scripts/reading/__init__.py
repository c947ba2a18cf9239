"""Bytes to models, or problems with file:line. The only place that knows encodings, YAML and front matter."""

from scripts.reading.data_files import Records, read_records
from scripts.reading.documents import Document, Section, lines_of, read_document, read_page_header, sections_of
from scripts.reading.files import MAX_BYTES, guess_encoding, latin_name
from scripts.reading.kept import Kept, digest_of, keep_file

__all__ = [
    "Document",
    "Kept",
    "MAX_BYTES",
    "Records",
    "Section",
    "digest_of",
    "guess_encoding",
    "keep_file",
    "latin_name",
    "lines_of",
    "read_document",
    "read_page_header",
    "read_records",
    "sections_of",
]
