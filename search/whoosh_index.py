"""The Whoosh index behind the command line, evaluation and CI. The only module that imports Whoosh.

Whoosh keeps the postings: one field whose terms are keys and whose values are profiles (search.postings). Ranking is
search.ranking, the same as in the browser. The folder holds Whoosh's own files and `corpus.json`: what the planner and
the ranking need, so that opening needs no morphology.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from whoosh.fields import ID, FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Format
from whoosh.reading import TermNotFound

from scripts.collection import Base
from scripts.reading import digest_of
from search.corpus import Corpus, corpus_of
from search.documents import WEIGHTS, Searchable, searchables
from search.plan import Planner
from search.postings import Postings, Profile, profiles
from search.ranking import Ranked, Ranker
from search.russian import Lexicon
from search.thesaurus import Group, Phrase, surface_phrases

FORMAT = 2  # raise it when an index of before can no longer be read
MOST_LABELS = 3
_MOST_SEGMENTS = 8  # small changes add a segment each; beyond this the index is written anew


class Unreadable(Exception):
    """The folder holds no index of this format."""


@dataclass(frozen=True)
class Hit:
    """A result. `why` names the synonyms through which it was found; empty when the words themselves were enough."""

    id: str
    kind: str
    title: str
    url: str
    score: float
    why: tuple[str, ...] = ()


class _ProfileFormat(Format):
    """A posting's value: one byte per field."""

    posting_size = len(WEIGHTS)


class _Profiled(FieldType):
    """A field that is given keys with their profiles and has nothing to analyse."""

    # Scorable though Whoosh scores nothing here: without lengths it asks the disk for them at every posting.
    indexed, scorable, stored, unique, vector, analyzer = True, True, False, False, None, None

    def __init__(self) -> None:
        self.format = _ProfileFormat()

    def index(self, value: Mapping[str, Profile], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """As Whoosh asks: (term, frequency, weight, value)."""
        return ((key.encode(), 1, 1.0, bytes(profile)) for key, profile in sorted(value.items()))


def build(base: Base, folder: Path) -> Index:
    """Make the index anew, whatever the folder holds."""
    return index_corpus(corpus_of(base), _digest(base), folder, {})


def open_index(base: Base, folder: Path) -> Index:
    """The index of the base. When the content has changed since, only the changed documents are written again."""
    digest = _digest(base)
    try:
        saved = _read(folder)
    except Unreadable:
        return index_corpus(corpus_of(base), digest, folder, {})
    if saved["digest"] == digest:
        return Index(folder)
    return index_corpus(corpus_of(base), digest, folder, saved["digests"])


def index_corpus(corpus: Corpus, digest: str, folder: Path, written: Mapping[str, str]) -> Index:
    """Bring the index up to date beside the old one and swap: a broken run leaves the old index in place.

    `written` are the digests of the documents that the folder holds already.
    """
    content = {_name(document): profiles(fields) for document, fields in zip(corpus.documents, corpus.counts, strict=True)}
    digests = {name: _digest_of(found) for name, found in content.items()}
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        if written:
            shutil.copytree(folder, fresh, dirs_exist_ok=True)
        changed = {name for name in digests if digests[name] != written.get(name)}
        gone = set(written) - set(digests)
        _write(fresh, content, changed, gone)
        (fresh / "corpus.json").write_text(json.dumps(_saved(corpus, digest, digests), ensure_ascii=False), "utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return Index(folder, len(changed) + len(gone))


def _write(folder: Path, content: Mapping[str, dict[str, Profile]], changed: Collection[str], gone: Collection[str]) -> None:
    storage = FileStorage(str(folder))
    if storage.index_exists():
        index = storage.open_index()
    else:
        index = storage.create_index(Schema(name=ID(stored=True, unique=True), keys=_Profiled()))
    writer = index.writer()
    for name in gone:
        writer.delete_by_term("name", name)
    for name in sorted(changed):
        if index.doc_count_all():
            writer.delete_by_term("name", name)
        writer.add_document(name=name, keys=content[name])
    writer.commit(merge=False)
    index.close()


def _name(document: Searchable) -> str:
    """An act and an entry may share an id."""
    return f"{document.kind}/{document.id}"


def _digest(base: Base) -> str:
    """Fingerprint of everything the index is made of, the code that makes it among it."""
    code = [digest_of(module.read_bytes()) for module in sorted(Path(__file__).parent.glob("*.py"))]
    content = [code, [asdict(found) for found in searchables(base)], surface_phrases(base)]
    content.append([relation.id for document in base.published for relation in document.entry.related])
    return _digest_of(content)


def _digest_of(content: Any) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _saved(corpus: Corpus, digest: str, digests: Mapping[str, str]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "digest": digest,
        "digests": digests,
        "documents": [asdict(found) | {"fields": {}} for found in corpus.documents],
        "lengths": corpus.lengths,
        "neighbours": corpus.neighbours,
        "inherited": corpus.inherited,
        "lexicon": asdict(corpus.lexicon),
        "frequencies": corpus.frequencies,
        "thesaurus": [asdict(group) for group in corpus.thesaurus],
    }


def _read(folder: Path) -> dict[str, Any]:
    """`corpus.json` of an index that may be used as it is or brought up to date."""
    try:
        saved = json.loads((folder / "corpus.json").read_text("utf-8"))
        index = FileStorage(str(folder)).open_index()
        names = {fields["name"] for fields in index.searcher().documents()}
        usable = saved["format"] == FORMAT and names == set(saved["digests"]) and len(index._segments()) <= _MOST_SEGMENTS
    except Exception as error:  # Whoosh raises whatever a torn file leads to; a torn index is made anew
        raise Unreadable(str(folder)) from error
    if not usable:
        raise Unreadable(str(folder))
    return saved


def _phrases(saved: list[dict[str, Any]]) -> tuple[Phrase, ...]:
    return tuple(Phrase(tuple(phrase["keys"]), phrase["label"], phrase["factor"]) for phrase in saved)


class Index:
    """An opened index; `rewritten` is how many documents had to be written to bring it up to date."""

    def __init__(self, folder: Path, rewritten: int = 0):
        self.rewritten = rewritten
        saved = json.loads((folder / "corpus.json").read_text("utf-8"))
        self.documents = [Searchable(**found | {"evidence": tuple(found["evidence"])}) for found in saved["documents"]]
        groups = [Group(_phrases(group["shown"]), _phrases(group["hidden"]), group["one_way"]) for group in saved["thesaurus"]]
        self.planner = Planner(Lexicon(**saved["lexicon"]), saved["frequencies"], len(self.documents), groups)
        self._reader = FileStorage(str(folder)).open_index().reader()
        numbers = {_name(document): number for number, document in enumerate(self.documents)}
        self._numbers = {stored: numbers[fields["name"]] for stored, fields in self._reader.iter_docs()}
        self._ranker = Ranker(self.planner, saved["lengths"], saved["neighbours"], saved["inherited"], self._postings)

    def __len__(self) -> int:
        return len(self.documents)

    def search(
        self,
        query: str,
        limit: int = 10,
        kinds: Collection[str] | None = None,
        filters: Mapping[str, Collection[str]] | None = None,
    ) -> list[Hit]:
        """The best results: entries first, then terms and acts. `filters` are facet -> wanted values, any of them."""
        hits = []
        for found in self._ranker.rank(self.planner.plan(query)):
            document = self.documents[found.number]
            if _passes(document, kinds, filters):
                hits.append(_hit(document, found))
                if len(hits) == limit:
                    break
        return hits

    def _postings(self, key: str) -> Postings:
        try:
            matcher = self._reader.postings("keys", key.encode())
        except TermNotFound:
            return []
        found = []
        while matcher.is_active():
            found.append((self._numbers[matcher.id()], tuple(matcher.value())))
            matcher.next()
        return sorted(found)


def _passes(
    document: Searchable, kinds: Collection[str] | None, filters: Mapping[str, Collection[str]] | None
) -> bool:
    if kinds and document.kind not in kinds:
        return False
    wanted = (filters or {}).items()
    return all(set(values) & set(document.facets.get(facet, ())) for facet, values in wanted if values)


def _hit(document: Searchable, found: Ranked) -> Hit:
    return Hit(document.id, document.kind, document.title, document.url, found.score, found.why[:MOST_LABELS])
