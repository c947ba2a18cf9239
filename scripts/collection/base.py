"""Everything under practices/ read once: entries by id, vocabularies, glossary, acts, and what could not be read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from scripts.model import (
    KIND_BY_FOLDER,
    VOCABULARY_MODELS,
    GlossaryTerm,
    Kind,
    LegalAct,
    Problem,
    Term,
    Territory,
)
from scripts.reading import Document, Kept, Records, read_document, read_records

ROOT = Path(__file__).resolve().parents[2]
HOME = "novosibirskaya-oblast"  # the region the base began in
KEPT = "build/kept.json"  # below the repository
PICTURES = {".png", ".jpg", ".jpeg", ".webp"}
# Files of practices/ that are neither entries nor vocabularies, and what reads them.
NAMED_FILES = {"glossary.yml", "legal.yml", "published-addresses.txt"}


@dataclass(frozen=True)
class Base:
    """The whole base as written. `problems` are what reading found; checks add to them elsewhere."""

    root: Path
    documents: dict[str, Document]
    vocabularies: dict[str, Records[Term]]
    glossary: Records[GlossaryTerm]
    legal: Records[LegalAct]
    problems: list[Problem]
    strangers: list[str] = field(default_factory=list)
    twins: list[Document] = field(default_factory=list)
    kept: Kept = field(default_factory=Kept, repr=False, compare=False)

    def of_kind(self, kind: Kind) -> list[Document]:
        """Published entries of the kind by title; drafts and withdrawn ones are left out."""
        found = [document for document in self.published if document.kind is kind]
        return sorted(found, key=lambda document: document.entry.title.casefold().replace("ё", "е"))

    @cached_property
    def published(self) -> list[Document]:
        """Entries a reader may use."""
        return [document for document in self.documents.values() if document.entry.status == "published"]

    @cached_property
    def on_portal(self) -> list[Document]:
        """Entries that have a page: the published ones and the withdrawn ones, whose page says why."""
        return [document for document in self.documents.values() if document.entry.status != "draft"]

    def label(self, vocabulary: str, identifier: str) -> str:
        """How the value is shown; the id itself when the vocabulary does not know it."""
        record = self.terms(vocabulary).get(identifier)
        return record.label if record else identifier

    def terms(self, vocabulary: str) -> dict[str, Term]:
        """Sound records of the vocabulary by id; none when the file is not there (the checks say so)."""
        return self.vocabularies[vocabulary].items if vocabulary in self.vocabularies else {}

    @cached_property
    def home_territories(self) -> list[str]:
        """The home region and its parts, in the order of the vocabulary."""
        return [
            identifier
            for identifier, term in self.terms("territories").items()
            if identifier == HOME or (isinstance(term, Territory) and term.parent == HOME)
        ]

    def without(self, paths: set[str]) -> Base:
        """The base with the entries in these files left out, for showing what is sound while the rest is mended."""
        kept = {identifier: document for identifier, document in self.documents.items() if document.path not in paths}
        return replace(self, documents=kept)

    @cached_property
    def former(self) -> dict[str, Document]:
        """Former id -> the entry that carries it now."""
        return {old: document for document in self.documents.values() for old in document.entry.former_ids}


def read_base(root: Path = ROOT) -> Base:
    """Read practices/ under `root`. Never raises for what a person wrote: problems are in the result."""
    problems: list[Problem] = []
    documents: dict[str, Document] = {}
    vocabularies: dict[str, Records[Term]] = {}
    strangers: list[str] = []
    twins: list[Document] = []
    kept = Kept(root / KEPT)
    for path in _files(root / "practices", root, problems):
        shown = path.relative_to(root).as_posix()
        parts = path.relative_to(root / "practices").parts
        if len(parts) == 2 and parts[0] in KIND_BY_FOLDER and path.suffix == ".md":
            document = read_document(path, shown, KIND_BY_FOLDER[parts[0]], problems, kept)
            if document is None:
                continue
            if document.id in documents:
                twins.append(document)
            else:
                documents[document.id] = document
        elif len(parts) == 2 and parts[0] == "vocabularies" and path.suffix == ".yml":
            vocabularies[path.stem] = read_records(path, shown, VOCABULARY_MODELS.get(path.stem, Term), problems)
        elif not _is_known(parts, path):
            strangers.append(shown)
    return Base(
        root,
        documents,
        vocabularies,
        read_records(root / "practices/glossary.yml", "practices/glossary.yml", GlossaryTerm, problems),
        read_records(root / "practices/legal.yml", "practices/legal.yml", LegalAct, problems),
        problems,
        strangers,
        twins,
        kept,
    )


def _is_known(parts: tuple[str, ...], path: Path) -> bool:
    if len(parts) == 1:
        return parts[0] in NAMED_FILES
    if parts[0] == "pictures":
        return path.suffix.lower() in PICTURES
    if parts[0] == "schemas":
        return path.name.endswith(".schema.json")
    return parts[0] == "_template" and path.suffix == ".md"


def _files(folder: Path, root: Path, problems: list[Problem]) -> Iterator[Path]:
    """Every file below the folder, sorted; a folder that cannot be opened is a problem, not a silence."""

    def unreadable(error: OSError) -> None:
        shown = Path(error.filename).relative_to(root).as_posix()
        problems.append(Problem(shown, 1, "F01", f"папка не читается: {error.strerror}", "проверьте права на папку"))

    for place, folders, names in os.walk(folder, onerror=unreadable):
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        folders[:] = sorted(set(folders) - set(links))
        for name in sorted(names + links):
            if name not in (".gitkeep", ".DS_Store", "Thumbs.db"):
                yield Path(place) / name
