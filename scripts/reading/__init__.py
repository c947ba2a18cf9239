"""Bytes to models, or problems with file:line. The only place that knows encodings, YAML and front matter."""

from scripts.reading.data_files import Records, read_records
from scripts.reading.documents import Document, Section, read_document, read_page_header, sections_of
from scripts.reading.files import MAX_BYTES, guess_encoding

__all__ = ["MAX_BYTES", "Document", "Records", "Section", "guess_encoding", "read_document", "read_page_header", "read_records", "sections_of"]
