"""Relations between documents that the text states, such as ``Thực hiện A; B … ban hành Kế hoạch`` in a preamble.

A relation is read from the words between two mentions: ``Kế hoạch số 77/KH-UBND … về thực hiện Nghị quyết số
02-NQ/TU``. ``Căn cứ …`` states none. The quote runs from the first end (or the verb, where ``this`` is the first) to
the number of the second.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loaders.citing.lines import view_offset, with_joined_lines
from loaders.citing.numbered import numbers_in
from loaders.outline import Outline
from loaders.records import Citation, Document, Link, Relation, Span
from loaders.view import View

_LONGEST: Final = 420
_FILLER: Final = (
    r"(?: (?:co hieu qua|tot|day du|nghiem tuc|kip thoi|mot so|cac|noi dung|nhiem vu|giai phap|muc tieu|chinh sach"
    r"|quy dinh"
    r"|dieu(?: \d{1,3})?|khoan(?: \d{1,2})?|diem [a-z]{1,2}|tai|cua|trong|theo|neu|de ra|va|chi tiet|bien phap|thi hanh"
    r"|phu luc|ban hanh kem|kem|den|dinh huong|thanh cong)\b,?){0,9}[\s\"]*$"
)
_VERB_WORDS: Final[tuple[tuple[Relation, str], ...]] = (
    ("amends", r"(?:sua doi,?(?: va)? bo sung|sua doi|dieu chinh,? bo sung|dieu chinh|dinh chinh|bo sung)"),
    ("replaces", r"thay the"),
    ("guides", r"huong dan(?: chi tiet)?(?: va)?(?: to chuc)?(?: trien khai)?(?: thuc hien| thi hanh| ap dung)?"),
    ("guides", r"quy dinh chi tiet(?: va huong dan)?(?: thi hanh)?"),
    ("continues", r"tiep tuc(?: day manh)?(?: to chuc)?(?: trien khai)?(?: thuc hien| quan triet)[^;.]{0,20}"),
    ("implements", r"(?:trien khai(?: to chuc)? thuc hien|to chuc thuc hien|thuc hien|thi hanh|trien khai)"),
    ("implements", r"(?:cu the hoa|quan triet)"),
)
_VERBS: Final = tuple((relation, re.compile(rf"(?:^|[\s\"(]){verb}{_FILLER}")) for relation, verb in _VERB_WORDS)
_LONGEST_VERB: Final = 200
_OTHERS: Final = re.compile(r"\b(?:du thao|gop y|y kien|cac nghi dinh|cac thong tu|cac quyet dinh|cac nghi quyet)\b")
_AMENDED_BY: Final = re.compile(
    r"[\s,(]*(?:da )?duoc (?:sua doi|dieu chinh)[^;.]{0,60}\b(?:boi|theo|tai|bang)(?: cac)?\s*$"
)
_APPROVED_AT: Final = re.compile(
    r"[\s,\"(]*(?:da )?(?:duoc|do) [^;.]{0,70}?(?:phe duyet|ban hanh)[^;.]{0,40}\b(?:tai|theo|kem theo)(?: cac)?\s*$"
)
_APPROVES: Final = re.compile(r"(?:^|\s)(?:phe duyet|ban hanh|thong qua)(?: noi dung| dieu chinh)?[\s\"]*$")
_PREAMBLE: Final = re.compile(
    r"(?:[-+*]\s*)?(?:de |nham )?(?:tiep tuc )?(?:trien khai(?: va)?(?: to chuc)? thuc hien|to chuc thuc hien"
    r"|thuc hien|thi hanh|trien khai)\s"
)
_CARRIES_ON: Final = re.compile(r"(?:;|,|\bva|^)[\s\"]*(?:(?:cac|noi dung|y kien|huong dan|chi dao|va)\s[^;]{0,80}?)?$")
_OWN: Final = re.compile(
    r"(?:ke hoach|quyet dinh|nghi quyet|thong tu|nghi dinh|chi thi|quy dinh"
    r"|quy che) nay[^;.]{0,160}?\bthay the(?: cho)?(?: cac)?\s*$"
)
_WITHIN: Final = 220
_AND: Final = re.compile(r"(?:[;,]| va|; va|, va)\s*$")
_ISSUES: Final = re.compile(r"\b(?:ban hanh|xay dung|de nghi|bao cao)\b")


@dataclass(frozen=True, slots=True)
class _Place:
    """One mention in view offsets; ``number_end`` is where a quote that ends with it ends."""

    start: int
    end: int
    number_end: int
    citation: Citation


def links(outline: Outline, document: Document, citations: tuple[Citation, ...]) -> tuple[Link, ...]:
    """The relations stated among ``citations`` and from the document itself (``this``), each once, in order."""
    view = with_joined_lines(outline.view, document, outline.head_end)
    outline = dataclasses.replace(outline, view=view)
    places = _places(view, citations)
    found: dict[tuple[str, str, str], Link] = {}
    for link in (*_between(view, places), *_from_this(outline, document, places)):
        if link.source != link.target:
            found.setdefault((link.source, link.relation, link.target), link)
    return tuple(sorted(found.values(), key=lambda link: (link.end, link.start)))


def _places(view: View, citations: tuple[Citation, ...]) -> list[_Place]:
    """All mentions in view offsets, in the order of the text."""
    spans = sorted(
        ((span, citation) for citation in citations for span in citation.mention_spans), key=lambda pair: pair[0]
    )
    places, near = list[_Place](), 0
    for (start, end), citation in spans:
        near = view_offset(view, start, near)
        stop = view_offset(view, end - 1, near) + 1
        places.append(_Place(near, stop, _number_end(view, near, stop, citation), citation))
    return sorted(places, key=lambda place: (place.start, -place.end))


def _number_end(view: View, start: int, end: int, citation: Citation) -> int:
    if citation.number is None:
        return end
    number = next(numbers_in(view.text[start:end]), None)
    if number is not None:
        return start + number.end
    at = view.text.find(citation.number, start, end)
    return at + len(citation.number) if at >= 0 else end


def _name(citation: Citation) -> str:
    return citation.number if citation.number is not None else citation.quote


def _link(view: View, source: str, relation: Relation, target: Citation, words: Span) -> Link:
    return Link(source, relation, _name(target), view.quote(*words), *view.span(*words))


def _between(view: View, places: list[_Place]) -> Iterator[Link]:
    """Relations from one cited document to the next one that its subject names."""
    for index, first in enumerate(places[:-1]):
        for second in places[index + 1 : index + 3]:
            if second.start < first.end:
                continue
            gap = _gap(view, first, second)
            if gap is None:
                break
            relation = _relation(gap, second.citation)
            if relation is not None:
                yield _link(view, _name(first.citation), relation, second.citation, (first.start, second.number_end))
            elif _AMENDED_BY.fullmatch(gap):
                yield _link(view, _name(second.citation), "amends", first.citation, (first.start, second.number_end))
            elif first.citation.type == "de-an" and _APPROVED_AT.fullmatch(gap):
                yield _link(view, _name(second.citation), "approves", first.citation, (first.start, second.number_end))
            break


def _gap(view: View, first: _Place, second: _Place) -> str | None:
    """The folded words between two mentions of one sentence, or None."""
    if second.start - first.end > _LONGEST:
        return None
    gap = view.folded[first.end : second.start]
    return None if "\n" in gap or ";" in gap or "\t" in gap or ". " in gap else gap


def _relation(gap: str, target: Citation) -> Relation | None:
    if target.type == "de-an" and target.number is None and _APPROVES.search(gap):
        return "approves"
    if len(gap) > _LONGEST_VERB or _OTHERS.search(gap):
        return None
    return next((relation for relation, verb in _VERBS if verb.search(gap)), None)


def _from_this(outline: Outline, document: Document, places: list[_Place]) -> Iterator[Link]:
    """Relations of the document itself: in its title, its preamble and where it replaces others."""
    view = outline.view
    head = [place for place in places if place.start < outline.head_end]
    start = 0
    index = 0
    while start < outline.head_end:
        end = view.text.find("\n", start)
        end = len(view.text) if end < 0 else end
        while index < len(head) and head[index].start < start:
            index += 1
        line = [place for place in head[index : index + 100] if place.start < end]
        if line:
            yield from _preamble_line(view, start, end, line, document)
        start = end + 1
    yield from _replaced(view, places)


def _replaced(view: View, places: list[_Place]) -> Iterator[Link]:
    """``Quyết định này … thay thế Quyết định số A …, Quyết định số B``: each document of the list."""
    begin, before = -1, 0
    for place in places:
        own = _OWN.search(view.folded, max(0, place.start - _WITHIN), place.start)
        gap = view.folded[before : place.start] if begin >= 0 and 0 <= place.start - before < _WITHIN else None
        if own is not None:
            begin = own.start()
        elif gap is None or "\n" in gap or ". " in gap or _AND.search(gap) is None:
            begin = -1
        if begin >= 0:
            yield _link(view, "this", "replaces", place.citation, (begin, place.number_end))
            before = place.end


def _preamble_line(view: View, start: int, end: int, places: list[_Place], document: Document) -> Iterator[Link]:
    lead = _PREAMBLE.match(view.folded, start, end)
    if lead is None:
        yield from _title(view, start, places[0], document)
        return
    stop = _sentence_end(view, lead.end(), end)
    before = lead.end()
    for index, place in enumerate(places):
        if place.start >= stop or (index and place.start < before):
            continue
        gap = view.folded[before : place.start]
        if index == 0 and not _first_of_list(gap):
            return
        if index == 0 or (_CARRIES_ON.search(gap) and _relation_free(gap)):
            relation: Relation = "continues" if "tiep tuc" in lead.group() else "implements"
            yield _link(view, "this", relation, place.citation, (start, place.number_end))
        before = max(before, place.end)


def _first_of_list(gap: str) -> bool:
    """Whether the first document follows the verb at once, or after words such as ``ý kiến chỉ đạo của … tại``."""
    return len(gap) < 160 and ";" not in gap and not _ISSUES.search(gap)


def _relation_free(gap: str) -> bool:
    """Whether no document before this one is said to issue something in between (the list has ended)."""
    tail = gap.rsplit(";", 1)[-1] if ";" in gap else gap.rsplit(",", 1)[-1]
    return not any(verb.search(gap) for _, verb in _VERBS) and not re.search(
        r"\b(?:ban hanh|xay dung) ke hoach\b", tail
    )


def _sentence_end(view: View, start: int, end: int) -> int:
    found = re.compile(r"\.\s").search(view.folded, start, end)
    return found.start() if found else end


def _title(view: View, start: int, place: _Place, document: Document) -> Iterator[Link]:
    """``Triển khai thực hiện Kết luận số 65-KL/TW`` as the title, with or without ``Kế hoạch`` before it."""
    title = document.spans.get("title")
    if title is not None and not title[0] <= view.span(place.start, place.start + 1)[0] < title[1]:
        return
    gap = view.folded[max(start, place.start - 160) : place.start]
    if gap.startswith(("can cu", "xet", "theo")) or (title is None and not view.text[start : place.start].isupper()):
        return
    for relation, verb in _VERBS:
        found = verb.search(gap)
        if found is not None:
            begin = place.start - len(gap) + found.start()
            begin += len(view.text[begin : place.start]) - len(view.text[begin : place.start].lstrip(' "“('))
            yield _link(view, "this", relation, place.citation, (begin, place.number_end))
            return
