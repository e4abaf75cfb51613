"""Mentions of documents by number: ``Nghị quyết số 88/2019/QH14 ngày 18/11/2019 của Quốc hội khóa XIV phê duyệt …``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loaders.citing.dating import date_after, date_before
from loaders.citing.issuer_names import fullest
from loaders.citing.issuers import issuer_before, issuer_end
from loaders.citing.lines import Line
from loaders.citing.mention import Mention
from loaders.citing.oddity import fits
from loaders.citing.subjects import clause_end, subject
from loaders.citing.types import Lead, brief_after, lead_before
from loaders.numbers import DocumentNumber, number_at
from loaders.records import Document, Span

_ANCHOR: Final = re.compile(r"[0-9][0-9]{0,5}[A-Za-zđ]? ?(?:[-–—−‐‑/] ?[A-ZĐÐ12]|(?:[A-ZĐ]{2,8}|TTr) ?/)")
_OF: Final = re.compile(
    r"[\s,]{0,3}(?:(?:(?:của|CỦA|Của)\s+){1,2}|của(?=[A-ZĐỦ])|(?:do|bởi|giữa)\s+)"
    r"(?:[Ll]iên (?:[Bb]ộ|[Tt]ịch|[Nn]gành|[Ss]ở)\s?:\s(?=Bộ|Ủy ban|Uỷ ban|Ngân hàng|Sở))?"
)
_NEXT: Final = re.compile(  # "…, của Bộ Xây dựng tại văn bản số 450": who issued the next one
    r"\s(?:tai |\()(?:cac )?(?:van ban|cong van|to trinh|bao cao|thong bao|y kien|quyet dinh)\b"
)
_AFTER_SUBJECT: Final = re.compile(r"\s(?:cua|do)\s+")
_SHORT_NAME: Final = re.compile(r" \([a-z&-]{2,12}\)$")
_BACK: Final = 230
_GLUED: Final = (
    "ngày", "của", "về", "và", "được", "do", "phê", "nêu", "quy", "ban", "trên", "nói", "hướng", "sửa", "có", "đã",
    "tại",
)  # fmt: skip
_GLUED_WHOLE: Final = re.compile(r"(?<=[A-ZĐ]{2})(?:ban|quy|theo|cho|do|trong|khi)$")
_OLD: Final = re.compile(r"(\d{1,5}[a-z]?)-([A-ZĐ]{2,5})(?![\w/-])")
_DOTTED: Final = re.compile(r" (\.[A-ZĐ]{2,10})(?![a-z])")
_SPACED: Final = re.compile(r"( (?:CP|TTg|HĐND|UBND|UBDT|B[A-ZĐ]{1,8}))(?!\w)")
_HALF: Final = frozenset({"NĐ", "QĐ", "TT", "NQ", "CT", "KH", "TTr"})
_SESSION: Final = re.compile(r" ?(\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Core:
    """What identifies a document after its number: date and issuer, and where those words end."""

    end: int
    issued: str | None
    impossible: str | None
    issuer: Span | None


def numbers_in(text: str) -> Iterator[DocumentNumber]:
    """Every document number of ``text`` in order; the anchor finds its digits without trying each position."""
    reached = 0
    for anchor in _ANCHOR.finditer(text):
        start = anchor.start()
        if start < reached or (start and text[start - 1] in "0123456789/"):
            continue
        number = whole_number_at(text, start)
        if number is not None:
            reached = number.end
            yield number


def whole_number_at(text: str, start: int) -> DocumentNumber | None:
    """The document number that begins at ``start``, or None."""
    number = number_at(text, start) or _old_number(text, start)
    return _whole(text, number) if number is not None else None


def _old_number(text: str, start: int) -> DocumentNumber | None:
    """A number without slash, as before 2000: ``Nghị định số 28-CP``, ``Hiệp định số 5354-VN``."""
    found = _OLD.match(text, start)
    return DocumentNumber(found[0], found[1], None, found[2], start, found.end()) if found else None


def _whole(text: str, number: DocumentNumber) -> DocumentNumber | None:
    """The number without the beginning of a word glued to it and with all of ``QH 14``; None inside a word.

    ``74/2018/QH14ngày 20/11/2018``; ``88/2019/QH 14``; ``số 36/Lê Duẩn`` is an address.
    """
    more = _SESSION.match(text, number.end) if number.symbol.endswith("QH") else None
    if more is not None:
        return _resized(number, number.printed + more[1], number.symbol + more[1], more.end())
    dotted = _DOTTED.match(text, number.end) or (_SPACED.match(text, number.end) if number.symbol in _HALF else None)
    if dotted is not None:
        return _resized(number, number.printed + dotted[1], number.symbol + dotted[1], dotted.end())
    if not text[number.end : number.end + 1].isalpha():
        whole = _GLUED_WHOLE.search(number.symbol)
        return _shortened(number, len(whole[0])) if whole else number
    for word in _GLUED:
        for length in range(1, min(len(word), len(number.symbol))):
            if number.symbol.endswith(word[:length]) and text.startswith(word, number.end - length):
                return _shortened(number, length)
    return number if sum(char.isupper() for char in number.symbol) > 1 else None


def _shortened(number: DocumentNumber, length: int) -> DocumentNumber:
    return _resized(number, number.printed[:-length], number.symbol[:-length], number.end - length)


def _resized(number: DocumentNumber, printed: str, symbol: str, end: int) -> DocumentNumber:
    return DocumentNumber(printed, number.ordinal, number.year, symbol, number.start, end)


def core_after(line: Line, start: int, *, several: bool = False) -> Core:
    """Date and issuer after ``start``, in either order: ``ngày 12/3/2003 của Ban Chấp hành Trung ương``."""
    text, folded = line.text, line.folded
    end, issued, impossible, issuer = start, None, None, None
    for _ in range(3):
        dated = date_after(text, folded, end, line.end) if issued is None and impossible is None else None
        if dated is not None:
            end, issued, impossible = dated.end, dated.iso, dated.impossible
        named = _issuer_after(line, end, several=several) if issuer is None else None
        if named is not None:
            issuer, end = named, named[1]
        if dated is None and named is None:
            break
    return Core(end, issued, impossible, issuer)


def _issuer_after(line: Line, start: int, *, several: bool) -> Span | None:
    lead = _OF.match(line.text, start, line.end)
    if lead is None:
        return None
    end = issuer_end(line.text, line.folded, lead.end(), line.end, several=several)
    if end is None or ("," in lead.group() and _NEXT.match(line.folded, end, line.end)):
        return None
    return lead.end(), end


def numbered_mention(line: Line, number: DocumentNumber, floor: int, document: Document) -> Mention | None:
    """The mention around ``number``, or None where the digits name no document; ``floor`` ends the mention before."""
    lead = lead_before(line, number, max(floor, line.start, number.start - _BACK), floor)
    if lead is None:
        return None
    return _mention(line, number, lead, floor, document)


def brief_mention(line: Line, position: int, floor: int, document: Document) -> Mention | None:
    """A mention without symbol, its type word at ``position``: ``Nghị quyết 24``, ``Công văn số 361 ngày …``."""
    found = brief_after(line, position)
    if found is None:
        return None
    lead, number = found
    return _mention(line, number, lead, floor, document)


def _mention(line: Line, number: DocumentNumber, lead: Lead, floor: int, document: Document) -> Mention:
    text, folded = line.text, line.folded
    several = lead.type.endswith("lien-tich")
    core = core_after(line, number.end, several=several)
    about = subject(folded, text, core.end, line.end)
    issuer = core.issuer or lead.issuer or _named_before(line, number, lead, floor, document)
    if issuer is None and about is not None:
        issuer = _named_after_subject(line, number, about, document)
        if issuer is not None and issuer[0] > about[0]:
            about = (about[0], max(about[0], issuer[0] - 5))
    printed = fullest(text[issuer[0] : issuer[1]], document) if issuer else None
    issued = core.issued
    if issued is None and issuer is not None and issuer[1] <= lead.start:
        issued = date_before(folded, max(floor, line.start), issuer[0])
    return Mention(
        lead.start, core.end, lead.type, number, issued, printed, about,
        brief=not number.symbol, impossible=core.impossible, list_item=lead.list_item,
        led=issuer is not None and issuer[1] <= lead.start,
    )  # fmt: skip


def _named_before(line: Line, number: DocumentNumber, lead: Lead, floor: int, document: Document) -> Span | None:
    """``theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số …``: unless the symbol is another body's."""
    found = issuer_before(line.text, line.folded, max(floor, line.start), lead.start)
    if found is None:
        return None
    named, sure = found
    fit = fits(number.symbol, lead.type, fullest(line.text[named[0] : named[1]], document))
    return named if fit or (fit is None and sure) else None


def _named_after_subject(line: Line, number: DocumentNumber, about: Span, document: Document) -> Span | None:
    """``Nghị quyết số 30a/2008/NQ-CP … về hỗ trợ giảm nghèo của Chính phủ``: the issuer ends the clause."""
    gloss = _SHORT_NAME.search(line.folded, max(about[0], about[1] - 20), about[1])
    stop = gloss.start() if gloss else about[1]
    for found in reversed(list(_AFTER_SUBJECT.finditer(line.folded, max(about[0], stop - 120), stop))):
        end = issuer_end(line.text, line.folded, found.end(), stop)
        if end is None or end < stop - 2:
            continue
        printed = fullest(line.text[found.end() : end], document)
        return (found.end(), end) if fits(number.symbol, "", printed) else None
    return None


def own_clause_end(line: Line, start: int) -> int:
    """The end of the clause of an unnumbered document that begins at ``start``."""
    return clause_end(line.folded, line.text, start, line.end)
