"""The letterhead: where motto, number, place and date, type word, ``V/v`` and ``Kính gửi`` stand.

Nghị định 30/2020/NĐ-CP, Phụ lục I, sets them in two columns; sites, PDF text layers and Markdown flatten these in every
order, on one line or on several. So the marks are found each by its own words, in the offsets of the view, and what
lies between them is the issuer::

    ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    TỈNH BẮC KẠN                    Độc lập - Tự do - Hạnh phúc
    Số: 303/KH-UBND            Bắc Kạn, ngày 04 tháng 6 năm 2020
                       KẾ HOẠCH
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from loaders.dates import DATE, date_of
from loaders.heading.types import TYPE_WORDS, spaced_type, type_slug
from loaders.numbers import DASH, NUMBER, SYMBOL, number_of, type_of_symbol, without_stray_blanks
from loaders.outlining.labels import UPPER
from loaders.places import candidates
from loaders.records import Span
from loaders.view import View

REACH: Final = 30_000  # code points of the view in which the letterhead begins (related documents may stand before it)
ADDRESS: Final = 2_500  # code points from the motto to "Kính gửi"
HEAD: Final = 6_000  # code points from the motto to the preamble
LINE: Final = 200  # code points of a line that tell whether a type word stands alone on it
BEFORE: Final = 600  # code points before the motto where issuer, number and V/v may stand

_MOTTO: Final = re.compile(
    r"cong\s{1,3}h[oi]\s?a\s{1,3}xa\s?hoi\s{1,3}chu\s{1,3}nghia\s{1,3}viet\s{1,3}nam(?:\s{0,4}[-_*=.]{0,40}\s{0,4}"
    r"doc\s{1,3}lap[\s.-]{1,6}tu\s{1,3}do[\s.-]{1,6}hanh\s{1,3}phuc)?"
    r"|doc\s{1,3}lap[\s.-]{1,6}tu\s{1,3}do[\s.-]{1,6}hanh\s{1,3}phuc"
    r"|dang\s{1,3}cong\s{1,3}san\s{1,3}viet\s{1,3}nam"
)
_LABEL_WORD: Final = r"(?:S ?[ốỐ]|số|S[ôồóòổỗÔÓ]|So)"  # text layers and OCR part the letter or lose its marks
_LABELLED: Final = re.compile(
    rf"(?<!\w)(?:{_LABEL_WORD}(?:\s?(?:ký\s)?hiệu)?|S6?(?=\s?:))\s{{0,3}}[:.;|]{{0,3}}\s{{0,3}}"
    rf"(?P<number>{NUMBER})|(?<!\w)(?:S ?ố|S ?Ố"
    rf"|Sô)\s{{0,3}}:?[\s.…_:]{{0,60}}(?P<blank>(?:/ ?[12]\d{{3}} ?)?[{DASH}/] ?{SYMBOL})"
)
_BARE: Final = re.compile(
    rf"(?:^|(?<=[\n\t]))(?:(?P<number>{NUMBER})|(?P<blank>/ ?(?=[^\s]{{1,12}}[{DASH}]){SYMBOL}))(?=\s|$)"
)
_NUMBER_LINE: Final = re.compile(rf"\n[ *_|]{{0,6}}(Số\s?:\s?{NUMBER})[ *_|]{{0,6}}(?=\n|$)")
_SECTION: Final = re.compile(r"(?:^|(?<=[\n\t]))(?:dieu 1\b|noi nhan\b|chuong (?:i|1)\b)")
_BODY: Final = re.compile(rf"{_SECTION.pattern}|(?:^|(?<=[\n\t]))can cu (?:luat|nghi dinh|hien phap)")
_DATED: Final = re.compile(DATE)
_NAME: Final = rf"[{UPPER}][^\W\d_]{{0,12}}"
_PLACE: Final = re.compile(
    rf"(?:(?<=[\s(])|^)((?:(?:TP|Tp|TX|Tx)\.?\s?|(?i:thành phố|thị xã|huyện|quận|phường"
    rf"|xã)\s)?{_NAME}(?:(?:[ '’-]{{1,3}}|\n){_NAME}){{0,6}})\s{{0,3}}[,.;]?\s{{0,3}}$"
)
_TYPE: Final = re.compile(rf"(?<![a-z])(?:{TYPE_WORDS})(?![a-z])")
_LABEL: Final = re.compile(r"(?:loai|hinh thuc) van ban[\s:|]{0,6}$")
_SUBJECT: Final = re.compile(r"(?<![a-z/])(?:v\s?/\s?v|ve viec)(?![a-z])[\s:.]{0,4}|(?:^|(?<=[\n\t]))ve\s?:\s?")
_ADDRESS: Final = re.compile(r"(?<![a-z])kinh\s{1,3}(?:gui|trinh)(?![a-z])")
_BASIS: Final = re.compile(r"(?:^|(?<=[\n\t]))[-+*\s]{0,3}(?:can cu|xet de nghi|xet to trinh|theo de nghi)\b")
_REMARK: Final = re.compile(r"^\([^()]{1,30}\)$")  # QUY ĐỊNH (BỔ SUNG)
_NARRATED: Final = re.compile(r",\s\w")  # "Ngày 23 tháng 3 năm 2020, Ban Chỉ đạo đã họp" is no head's date
_FILLER: Final = " -–—_*=|:.\n\t"


@dataclass(frozen=True, slots=True)
class NumberMark:
    """``Số: 303/KH-UBND``; ``printed`` is None when the ordinal is blank; ``start`` is that of "Số"."""

    printed: str | None
    symbol: str
    start: int
    end: int
    value: Span


@dataclass(frozen=True, slots=True)
class DateMark:
    """``Bắc Kạn, ngày 04 tháng 6 năm 2020``: the place printed (``""`` when none), the date and where it stands."""

    place: str
    iso: str
    start: int
    end: int
    value: Span


@dataclass(frozen=True, slots=True)
class TypeMark:
    """The line ``QUYẾT ĐỊNH``; words of the title may stand behind it (not ``alone``)."""

    slug: str
    start: int
    end: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Zone:
    """The marks of one letterhead; ``bound`` is where the preamble or the address begins, at the latest."""

    motto: Span | None
    motto_end: Span | None
    party: bool
    number: NumberMark | None
    date: DateMark | None
    type: TypeMark | None
    subject: Span | None
    address: int | None
    bound: int
    basis: int | None

    @property
    def marks(self) -> list[Span]:
        """All marks of the letterhead in the order of the text."""
        spans = [self.motto, self.motto_end, self.subject]
        spans += [(mark.start, mark.end) for mark in (self.number, self.date, self.type) if mark]
        return sorted(span for span in spans if span)


def find_zone(view: View) -> Zone:
    """The letterhead of a document; every mark may be missing."""
    motto = _motto(view)
    second = _second_line(view, motto) if motto else None
    below = motto[1] if motto else 0
    above = max(0, motto[0] - BEFORE) if motto else 0
    section = _SECTION.search(view.folded, below, below + HEAD)
    limit = section.start() if section else min(len(view.text), below + HEAD)
    basis = _BASIS.search(view.folded, below, limit)
    stop = basis.start() if basis else limit
    address = _ADDRESS.search(view.folded, below, min(stop, below + ADDRESS))
    bound = min(stop, address.start()) if address else stop
    kind = _type(view, below, bound)
    end = kind.start if kind else bound
    number = _number(view.text, below, end) or _last_number(view.text, above, below)
    date = (
        _date(view, below, end)
        or _date(view, above, below)
        or (_date(view, end, bound, own_line=True) if kind else None)
    )
    if number is None and kind:
        number = _number(view.text, kind.end, min(bound, kind.end + 60)) or _number_below(view.text, kind.end, bound)
    stated = type_of_symbol(number.symbol) if number else None
    if kind and stated not in (None, "cong-van", kind.slug) and not kind.alone:
        kind = None
    letter = address or stated in (None, "cong-van")
    subject = None if kind or not letter else _subject(view, (number, date, motto), above, bound)
    party = motto is not None and view.folded.startswith("dang", motto[0])
    addressed, based = (found.start() if found else None for found in (address, basis))
    return Zone(motto, second, party, number, date, kind, subject, addressed, bound, based)


def _motto(view: View) -> Span | None:
    """The national motto, or the Party's line; the words in running text ("… nước Cộng hòa …") or a form's are none."""
    for match in _MOTTO.finditer(view.folded, 0, REACH):
        words = view.text[match.start() : match.end()]
        if words[:4].isupper() or "doc" in match.group():
            if _BODY.search(view.folded, 0, match.start()):
                return None
            after = _MOTTO.match(view.folded, _skip(view.text, match.end()))
            return match.start(), after.end() if after else match.end()
    return None


def _second_line(view: View, motto: Span) -> Span | None:
    """``Độc lập - Tự do - Hạnh phúc`` where the left column's words stand between it and the first line."""
    match = _MOTTO.search(view.folded, motto[1], motto[1] + 200)
    return match.span() if match and match.group().startswith("doc") else None


def _skip(text: str, offset: int) -> int:
    while offset < len(text) and text[offset] in _FILLER:
        offset += 1
    return offset


def _number(text: str, start: int, end: int) -> NumberMark | None:
    flat = text[start:end].replace("\n", " ").replace("\t", " ")
    match = _LABELLED.search(flat) or _BARE.search(text[start:end])
    if match is None:
        return None
    group = "number" if match["number"] else "blank"
    value = (start + match.start(group), start + match.end(group))
    if group == "blank":
        symbol = re.sub(rf"^(?:/ ?[12]\d{{3}} ?)?[{DASH}/] ?", "", match[group])
        return NumberMark(None, without_stray_blanks(symbol), start + match.start(), value[1], value)
    number = number_of(match[group])
    return NumberMark(number.printed, number.symbol, start + match.start(), value[1], value) if number else None


def _number_below(text: str, start: int, end: int) -> NumberMark | None:
    """A labelled number on a line of its own below the title, where Markdown sets the title first."""
    match = _NUMBER_LINE.search(text, start, end)
    return _number(text, match.start(1), match.end(1)) if match else None


def _last_number(text: str, start: int, end: int) -> NumberMark | None:
    """The last number before the motto that begins a line; what stands above it may be a list of other documents."""
    found: list[NumberMark] = []
    while (mark := _number(text, start, end)) is not None:
        found.append(mark)
        start = mark.end
    own = [mark for mark in found if mark.start == 0 or text[mark.start - 1] in "\n\t"]
    return (own or found)[-1] if found else None


def _date(view: View, start: int, end: int, *, own_line: bool = False) -> DateMark | None:
    """The first date in words or behind a place; its place are the names before the comma.

    A date without a place (``V/v thực hiện công văn ngày 01/6/2021``) stands back behind one with it.
    """
    bare: DateMark | None = None
    for match in _DATED.finditer(view.folded, start, end):
        iso = date_of(match.group())
        before = view.text[max(start, match.start() - 60) : match.start()]
        name = _PLACE.search(before)
        ahead = before[: name.start()] if name else before if match.group().startswith("ngay") else "x"
        if iso is None or (own_line and ahead.rstrip(" ")[-1:] not in ("\n", "\t")):
            continue
        if name is None:
            if match.group().startswith("ngay") and not _NARRATED.match(view.text, match.end()):
                bare = bare or DateMark("", iso, match.start(), match.end(), match.span())
            continue
        place = _known_end(name[1])
        begin = match.start() - len(before) + name.start(1) + len(name[1]) - len(place)
        return DateMark(" ".join(place.split()), iso, begin, match.end(), match.span())
    return bare


def _known_end(words: str) -> str:
    """The longest end of ``words`` that is a place (``Luật BHYT Hà Nội`` -> ``Hà Nội``), or their last line."""
    for begin in [0, *(match.end() for match in re.finditer(r"\s", words))]:
        if candidates(words[begin:], "tỉnh") or candidates(words[begin:], "huyện"):
            return words[begin:]
    return words[words.rfind("\n") + 1 :]


def _type(view: View, start: int, end: int) -> TypeMark | None:
    """The type word alone on its line, else the first in capitals at the start of a line or cell, or behind a mark."""
    first: TypeMark | None = None
    for match in _TYPE.finditer(view.folded, start, end):
        words = view.text[match.start() : match.end()]
        rest = view.text[match.end() : match.end() + LINE].split("\n", 1)[0].strip(" .*#-_=")
        rest = _REMARK.sub("", rest)
        if not _begins(view, match.start()) or rest.startswith(":"):
            continue
        if _LABEL.search(view.folded, max(0, match.start() - 40), match.start()):
            continue
        if "\n" in words and not (words.isupper() and (rest.isupper() or not rest)):
            continue
        mark = TypeMark(type_slug(match.group()), match.start(), match.end(), not rest)
        if not rest:
            return mark
        first = first or (mark if words.isupper() else None)
    spaced = None if first else spaced_type(view.folded, start, end)
    return TypeMark(*spaced, alone=True) if spaced else first


def _begins(view: View, offset: int) -> bool:
    before = view.folded[max(0, offset - 80) : offset].rstrip(" -_*=|#")
    return (
        not before or before[-1] in "\n\t" or re.search(r"(?:nam\s{0,4}[12]\d ?\d ?\d|hanh phuc)$", before) is not None
    )


def _subject(view: View, marks: tuple[NumberMark | DateMark | Span | None, ...], above: int, bound: int) -> Span | None:
    """``V/v …`` of an official letter, up to the next mark; one behind the number before one that a site set on top."""
    number, _, motto = marks
    origins = [
        number.end if isinstance(number, NumberMark) else None,
        motto[1] if isinstance(motto, tuple) else None,
        above,
    ]
    found = (_SUBJECT.search(view.folded, origin, bound) for origin in origins if origin is not None)
    match = next((match for match in found if match), None)
    if match is None:
        return None
    starts = [mark[0] if isinstance(mark, tuple) else mark.start for mark in marks if mark is not None]
    end = min([start for start in starts if start > match.start()] + [bound])
    return match.start(), match.start() + len(view.text[match.start() : end].rstrip(_FILLER))
