"""Lists of agencies: ``Các phòng: Tài chính - Kế hoạch, Y tế; Văn phòng huyện; UBND các xã: Bình An, Bình Khương``.

The word before a colon is that of its members; numbers in brackets before a name and a note in brackets after it belong
to it: ``(1), (6) Phòng Kinh tế và Hạ tầng (theo lĩnh vực)``. Reading ends where something else than an agency follows:
``Sở Y tế, UBND các huyện | tổ chức thực hiện``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from loaders.agencies import Agency, expand
from loaders.bodies.places import AgencyPlace
from loaders.bodies.scheme import AgencyScheme, Name, agency_scheme
from loaders.duties.words import (
    COMMITTEE,
    COMMITTEE_UNITS,
    DISTRICTS,
    FIELDS,
    GROUP,
    HEAD,
    KIND_HEADER,
    NOTE,
    NUMBER,
    NUMBERS,
    PARTY,
    PHRASE,
    POST,
    RELATED,
    REQUEST,
    SENTENCE_VERB,
    SEPARATOR,
    SHARED_KIND,
    VERB,
    WHERE,
    WHERE_LOCAL,
)
from loaders.folding import fold
from loaders.outlining.labels import UPPER
from loaders.records import Span
from loaders.view import View

_GROUP_TYPES = frozenset({"cac-bo-nganh", "cac-so-ban-nganh", "cac-phong-ban-nganh", "cac-co-quan-don-vi"})
_GO_BY_NAMES = frozenset({"truong-dai-hoc", "truong-cao-dang", "truong-hoc", "truong-ptdtnt", "benh-vien"})
_KINDS = {"phong": "Phòng", "so": "Sở", "ban": "Ban", "bo": "Bộ", "hoi": "Hội", "truong": "Trường",
          "trung tam": "Trung tâm"}  # fmt: skip
_OPENERS = ("cac ", "ubnd ", "uy ban ", "hdnd ", "giam doc ", "thu truong ", "chu tich ", "lanh dao ", "truong ")
_PROPER = re.compile(rf"[{UPPER}][\w’']*(?:[ -][{UPPER}][\w’']*){{0,4}}")
_LONGER = re.compile(rf"(?:[ ,]*(?:\s(?:và|của|về)|[-–&])?\s*[{UPPER}][\w’']*){{1,12}}")
_MEMBER = re.compile(r"(?:(?:xa|phuong|thi tran|huyen|thi xa|thanh pho|tp\.?)\s+)?")
_ITEM_END = re.compile(r"[,;:\n]|\s(?:va|cung)\s(?=cac\s)|\.\s*$")


@dataclass(frozen=True, slots=True)
class Listed:
    """One agency of a list: the printed name at ``[start, end)`` of the view, what it is, and what goes with it."""

    start: int
    end: int
    agency: Agency
    group: bool
    numbers: tuple[str, ...] = ()
    note: Span | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The agencies of a list in order, and where the list ends (``stop`` is its start when there is none)."""

    items: tuple[Listed, ...]
    stop: int


class ListReader:
    """Reads lists of agencies in one document; what "tỉnh", "huyện" mean is told by the document's ``place``."""

    def __init__(self, view: View, place: AgencyPlace | None) -> None:
        self.view = view
        self.place = place
        self._text = view.text
        self._folded = view.folded
        self._scheme: AgencyScheme = agency_scheme()
        self._level = place.level if place else None
        self._own_names = tuple(fold(name) for name in (place.name, place.province) if name) if place else ()

    def may_begin(self, at: int) -> bool:
        """A cheap test whether an agency may stand at ``at``, perhaps asked for something before."""
        request = REQUEST.match(self._folded, at)
        at = request.end() if request else at
        return self._folded.startswith(_OPENERS, at) or self._scheme.may_begin(self._text, self._folded, at)

    def read(self, start: int, end: int, *, heading: bool = False) -> Listing:
        """The list that begins at ``start``; in a heading also bodies are taken that the scheme does not know."""
        items: list[Listed] = []
        kind = ""
        at, stop = start, start
        while at < end:
            numbers, at = self._numbers(at, end)
            header = KIND_HEADER.match(self._folded, at, end)
            item = None
            if header is not None:
                after, first = self._numbers(header.end(), end)
                item, kind = self._item(first, end, self._header_kind(header), heading)
                numbers = numbers or after
            if item is None:
                item, kind = self._item(at, end, kind, heading)
            if item is None:
                break
            stop = item.end
            note = NOTE.match(self._text, stop, end)
            if note is not None:
                item, stop = replace(item, note=note.span(1)), note.end()
            items.append(replace(item, numbers=numbers))
            separator = SEPARATOR.match(self._folded, stop, end)
            if separator is None:
                break
            at = separator.end()
        return Listing(self._related(items), stop)

    def printed(self, item: Listed) -> str:
        """The name as the document prints it."""
        return self.view.quote(item.start, item.end)

    def _numbers(self, at: int, end: int) -> tuple[tuple[str, ...], int]:
        match = NUMBERS.match(self._folded, at, end)
        if match is None:
            return (), at
        return tuple(f"({number})" for number in NUMBER.findall(self._text, at, match.end())), match.end()

    def _header_kind(self, header: re.Match[str]) -> str:
        if header["committee"]:
            units = self._text[header.start("committee") : header.end("committee")]
            unit = re.search(r"xã|phường|thị trấn|huyện|thị xã|thành phố|tỉnh", units)
            return f"UBND {unit[0]}" if unit else ""
        return _KINDS.get(" ".join(header["kind"].split()), "") if header["kind"] else ""

    def _item(self, at: int, end: int, kind: str, heading: bool) -> tuple[Listed | None, str]:
        """The agency at ``at`` and the kind word that holds for those after it."""
        post = POST.match(self._folded, at, end)
        first = post.end() if post is not None else at
        committee = COMMITTEE.match(self._folded, first, end)
        if committee is not None:
            return self._committee(at, committee.end(), end)
        if kind.startswith("UBND"):
            member = self._member(at, end, kind)
            if member is not None:
                return member, kind
        item, kind = self._shared(first, end, kind)
        if item is None:
            item = self._known(at, first, end, kind)
        if item is None and not VERB.match(self._folded, first, end):
            item = self._unknown(at, first, end, heading)
        return item, kind

    def _find(self, at: int, end: int, kind: str = "") -> Name | None:
        return self._scheme.find(self._text, self._folded, (at, end), self._level, kind=kind)

    def _listed(self, start: int, end: int, kind: str = "", *, group: bool = False) -> Listed:
        return Listed(start, end, expand(self._text[start:end], self.place, kind), group)

    def _committee(self, at: int, after: int, end: int) -> tuple[Listed | None, str]:
        units = COMMITTEE_UNITS.match(self._folded, after, end)
        if units is None:
            return self._listed(at, after), ""
        plural = units["units"].startswith("cac")
        name = self._proper(units.end(), end)
        if name is None:
            return self._listed(at, self._where(units.end(), end)), ""
        if not plural:
            unit = self._text[units.start("units") : units.end("units")]
            return self._listed(at, name[1]), f"UBND {unit}"
        unit = units["units"].removeprefix("cac").split(",")[0].strip()
        printed = self._text[units.end() - len(unit) : units.end()]
        kind = f"UBND {printed.split(',')[0].strip()}"
        return self._listed(name[0], name[1], kind), kind

    def _member(self, at: int, end: int, kind: str) -> Listed | None:
        """``Bình Khương``, ``thị trấn Châu Ổ`` after ``UBND các xã:``."""
        unit = _MEMBER.match(self._folded, at, end)
        name = _PROPER.match(self._text, unit.end() if unit else at, end)
        if name is None or self._known(at, at, end, "") is not None:
            return None
        if PHRASE.match(self._folded, name.start(), end) or HEAD.match(self._folded, name.start(), end):
            return None
        own_unit = unit is not None and unit.end() > at
        return self._listed(at, name.end(), "UBND" if own_unit else kind)

    def _shared(self, first: int, end: int, kind: str) -> tuple[Listed | None, str]:
        """``các Sở Tài chính, Y tế``: the kind word stands once, without a colon."""
        match = SHARED_KIND.match(self._folded, first, end)
        if match is None or match.start(1) == first:
            return None, kind
        found = self._find(match.start(1), end)
        if found is None or found.type.slug in _GROUP_TYPES or " " not in self._folded[match.start(1) : found.end]:
            return None, kind
        return self._listed(match.start(1), self._where(found.end, end)), _KINDS[match[1]]

    def _known(self, at: int, first: int, end: int, kind: str) -> Listed | None:
        found = self._find(first, end)
        if found is not None and not self._acceptable(found, first, end):
            found = None
        of_kind = False
        if kind and found is None:
            found = self._find(first, end, fold(kind))
            of_kind = found is not None
        stop = found.end if found is not None else at
        group = GROUP.match(self._folded, first, end)
        if group is not None and group.end() >= stop and not of_kind:
            return self._listed(at, self._where(group.end(), end), group=True)
        if found is None:
            return None
        if found.type.slug.startswith("cong-chuc-") and (fields := FIELDS.match(self._folded, stop, end)):
            stop = fields.end()
        if found.type.slug in _GO_BY_NAMES and (own := self._proper(stop, end)) is not None:
            stop = own[1]
        named = self._where(stop, end)
        return self._listed(at, named, kind if of_kind else "", group=not of_kind and _is_group(found))

    def _acceptable(self, found: Name, first: int, end: int) -> bool:
        """A single word in lower case is no name (``báo``), nor is ``Báo`` without the name of a place."""
        if found.type.slug == "bao-tinh":
            return self._where(found.end, end) > found.end
        return " " in self._text[first : found.end] or self._text[first].isupper()

    def _unknown(self, at: int, first: int, end: int, heading: bool) -> Listed | None:
        head = HEAD.match(self._folded, first, end)
        if head is None or not self._text[first].isupper() or not self._text[head.end() + 1 : head.end() + 2].isupper():
            return None
        if heading:
            stop = _ITEM_END.search(self._folded, head.end(), end)
            last = self._verb(head.end(), stop.start() if stop else end)
            return self._listed(at, last) if last - at <= 120 else None
        name = _LONGER.match(self._text, head.end(), min(end, head.end() + 100))
        return self._listed(at, self._where(name.end(), end)) if name is not None else None

    def _verb(self, start: int, end: int) -> int:
        """Where the verb begins in ``Trạm Thú y huyện có trách nhiệm …``; ``end`` where there is none."""
        match = SENTENCE_VERB.search(self._text, start, min(end, start + 120))
        return match.start() if match is not None else end

    def _proper(self, at: int, end: int) -> Span | None:
        """The name of a place behind ``xã``, ``huyện``; a verb with a capital letter is none."""
        match = _PROPER.match(self._text, at + 1, end) if self._text[at : at + 1] == " " else None
        return None if match is None or PHRASE.match(self._folded, match.start(), end) else match.span()

    def _where(self, at: int, end: int) -> int:
        """The end of a name with the words that say where it is or that it is concerned."""
        districts = DISTRICTS.match(self._text, at, end)
        at = districts.end() if districts is not None else at
        for _ in range(4):
            own = next((name for name in self._own_names if self._folded.startswith(name, at + 1)), None)
            if own is not None and self._text[at : at + 1] == " " and at + 1 + len(own) <= end:
                at += 1 + len(own)
                continue
            match = WHERE.match(self._folded, at, end)
            if match is not None:
                name = self._proper(match.end(), end)
                at = name[1] if name is not None else match.end()
                continue
            match = PARTY.match(self._folded, at, end) or RELATED.match(self._folded, at, end)
            match = match or WHERE_LOCAL.match(self._folded, at, end)
            if match is None:
                break
            at = match.end()
        return at

    def _related(self, items: list[Listed]) -> tuple[Listed, ...]:
        """``các cơ quan, đơn vị, tổ chức chính trị - xã hội liên quan``: the last word holds for both groups."""
        for index in range(len(items) - 2, -1, -1):
            item, after = items[index], items[index + 1]
            if item.group and after.group and "liên quan" in after.agency.full and "liên quan" not in item.agency.full:
                agency = expand(f"{self._text[item.start : item.end]} liên quan", self.place)
                items[index] = replace(item, agency=agency)
        return tuple(items)


def _is_group(found: Name) -> bool:
    return found.type.body == "tap-the" or found.type.label.startswith("Các ")
