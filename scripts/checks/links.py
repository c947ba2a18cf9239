"""Links between entries: they lead somewhere, make sense from both ends, and never run in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import process

from scripts.collection import Base, inverse_of
from scripts.model import KIND_BY_ID, KINDS, LinksTo, Problem, marked
from scripts.reading import Document


def leads_somewhere(document: Document, base: Base) -> Iterator[Problem]:
    """Every link names an entry (or act) that exists, is of the right kind, is published and is not this entry."""
    for location, mark, target in marked(document.entry, LinksTo):
        wrong = _act_trouble(target, base) if mark.kinds == ("legal",) else _entry_trouble(document, location[0], mark, target, base)
        if wrong:  # only then is the header read for its lines
            yield Problem(document.path, document.line_of(*location), *wrong)


def _act_trouble(target: str, base: Base) -> tuple[str, str, str] | None:
    """(code, what is wrong, what to do) of a link to an act."""
    if base.legal.names(target):
        return None
    near = process.extractOne(target, list(base.legal.items), score_cutoff=60)
    fix = f"возможно, вы имели в виду `{near[0]}`" if near else "добавьте акт в practices/legal.yml"
    return "L01", f"в legal.yml нет акта `{target}`", fix


def _entry_trouble(document: Document, name: str | int, mark: LinksTo, target: str, base: Base) -> tuple[str, str, str] | None:
    """(code, what is wrong, what to do) of a link to an entry; nothing for an entry that could not be read."""
    other = base.documents.get(target)
    if other is None:
        return None if _lies_unread(target, base) else ("L01", f"{name}: нет записи `{target}`", _hint(target, mark, base))
    if other.id == document.id:
        return "L02", f"{name}: запись ссылается сама на себя", "сотрите эту ссылку"
    if other.kind.id not in mark.kinds:
        wanted = ", ".join(KIND_BY_ID[kind].label for kind in mark.kinds if kind in KIND_BY_ID)
        return "L06", f"{name}: `{target}` — {other.kind.label}, а нужна {wanted}", "поставьте id записи нужного вида"
    if document.entry.status == "published" and other.entry.status != "published":
        return "L07", f"{name}: запись `{target}` не опубликована", "опубликуйте её или уберите ссылку"
    return None


def _lies_unread(identifier: str, base: Base) -> bool:
    """The entry's file is there but could not be read: that is one problem of that file, not of all its neighbours."""
    return any((base.root / "practices" / kind.folder / f"{identifier}.md").exists() for kind in KINDS)


def _hint(target: str, mark: LinksTo, base: Base) -> str:
    if target in base.former:
        return f"её теперь зовут `{base.former[target].id}`"
    candidates = [identifier for identifier, document in base.documents.items() if document.kind.id in mark.kinds]
    near = process.extractOne(target, candidates, score_cutoff=70)
    return f"возможно, вы имели в виду `{near[0]}`" if near else "уберите ссылку или сначала добавьте запись"


def pairs_agree(base: Base) -> Iterator[Problem]:
    """If A says that B comes after it, B does not say that A comes after B."""
    written = {
        (document.id, relation.id): (document, index, relation.type)
        for document in base.documents.values()
        for index, relation in enumerate(document.entry.related)
    }
    for (one, other), (document, index, relation_type) in written.items():
        back = written.get((other, one))
        if back and one < other and back[2] != inverse_of(base, relation_type):
            text = f"related: здесь `{other}` — {relation_type}, а в {back[0].path} `{one}` — {back[2]}"
            fix = "оставьте связь с одной стороны или согласуйте: before ↔ after"
            yield Problem(document.path, document.line_of("related", index), "L04", text, fix)


def no_circles(base: Base) -> Iterator[Problem]:
    """«Сначала» and «затем» never lead round to where they began."""
    follows: dict[str, set[str]] = {identifier: set() for identifier in base.documents}
    for document in base.documents.values():
        for relation in document.entry.related:
            if relation.id in follows and relation.id != document.id:
                if relation.type == "after":
                    follows[document.id].add(relation.id)
                elif relation.type == "before":
                    follows[relation.id].add(document.id)
    for circle in _circles(follows):
        document = base.documents[circle[0]]
        path = " → ".join([*circle, circle[0]])
        line = next(
            (
                document.line_of("related", index)
                for index, relation in enumerate(document.entry.related)
                if relation.id in circle and relation.type in ("before", "after")
            ),
            document.line_of("related"),
        )
        yield Problem(document.path, line, "L03", f"связи before/after идут по кругу: {path}", "уберите одну из связей круга")


def _circles(follows: dict[str, set[str]]) -> Iterator[list[str]]:
    """One circle per knot, starting at its smallest id; an iterative walk, so no chain is too long."""
    state: dict[str, int] = {}
    for start in sorted(follows):
        if start in state:
            continue
        trail, stack = [start], [iter(sorted(follows[start]))]
        state[start] = 1
        while stack:
            step = next(stack[-1], None)
            if step is None:
                state[trail.pop()] = 2
                stack.pop()
            elif state.get(step) == 1:
                circle = trail[trail.index(step) :]
                smallest = circle.index(min(circle))
                yield circle[smallest:] + circle[:smallest]
            elif step not in state:
                state[step] = 1
                trail.append(step)
                stack.append(iter(sorted(follows[step])))


def one_id_one_entry(base: Base) -> Iterator[Problem]:
    """An id, present or former, belongs to one entry of whatever kind: its short address is shared by all kinds."""
    for twin in base.twins:
        first = base.documents[twin.id]
        yield Problem(twin.path, 1, "L05", f"id `{twin.id}` уже занят: {first.path}", "переименуйте новый файл")
    holders: dict[str, str] = {}
    for document in base.documents.values():
        for index, old in enumerate(document.entry.former_ids):
            taken = base.documents[old].path if old in base.documents else holders.get(old)
            if taken:
                line = document.line_of("former_ids", index)
                yield Problem(document.path, line, "L05", f"прежний id `{old}` уже занят: {taken}", "оставьте его у одной записи")
            holders[old] = document.path


def data_files_agree(base: Base) -> Iterator[Problem]:
    """Links inside the vocabularies, the glossary and the list of acts lead to records that exist."""
    situations, territories = base.vocabularies.get("situations"), base.vocabularies.get("territories")
    inside = [
        (situations, "group", base.vocabularies.get("situation_groups")),
        (territories, "parent", territories),
        (base.vocabularies.get("relation_types"), "inverse", base.vocabularies.get("relation_types")),
        (base.glossary, "broader", base.glossary),
        (base.glossary, "related", base.glossary),
        (base.legal, "replaced_by", base.legal),
    ]
    for records, name, targets in inside:
        if records is None or targets is None:
            continue
        for identifier, record in records.items.items():
            value = getattr(record, name)
            for index, target in enumerate(value if isinstance(value, list) else [value]):
                if target is not None and not targets.names(target):
                    line = records.line_of(identifier, name, index)
                    text = f"{identifier}.{name}: нет записи `{target}`"
                    yield Problem(records.path, line, "L01", text, f"возьмите id из {targets.path} или сотрите")
