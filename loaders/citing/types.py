"""The word that says what a number belongs to: ``Nghị quyết số 10/NQ-CP``, ``văn bản số 123/UBND-KT``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from loaders.citing.issuers import issuer_end
from loaders.citing.lines import Line
from loaders.numbers import DocumentNumber, type_of_symbol
from loaders.records import Span

TYPES: Final[dict[str, str]] = {
    "nghi quyet lien tich": "nghi-quyet-lien-tich", "nghi quyet": "nghi-quyet", "nghi dinh": "nghi-dinh",
    "quyet dinh": "quyet-dinh", "thong tu lien tich": "thong-tu-lien-tich", "thong tu lien bo": "thong-tu-lien-tich",
    "thong tu": "thong-tu", "lien tich": "thong-tu-lien-tich", "chi thi": "chi-thi", "thong bao ket luan": "thong-bao",
    "thong bao": "thong-bao", "ket luan": "ket-luan", "ke hoach": "ke-hoach",
    "chuong trinh hanh dong": "chuong-trinh-hanh-dong",
    "chuong trinh": "chuong-trinh", "cong van": "cong-van", "van ban hop nhat": "van-ban-hop-nhat",
    "van ban": "van-ban", "to trinh": "to-trinh", "bao cao": "bao-cao", "huong dan": "huong-dan",
    "quy dinh": "quy-dinh", "quy che": "quy-che", "cong dien": "cong-dien", "de an": "de-an",
    "phuong an": "phuong-an", "dien mat": "dien", "sac lenh": "sac-lenh",
    "phap lenh": "phap-lenh", "bo luat": "bo-luat", "luat": "luat", "thong tri": "thong-tri", "thong cao": "thong-cao",
    "bien ban": "bien-ban", "giay moi": "giay-moi", "phieu trinh": "phieu-trinh", "chien luoc": "chien-luoc",
    "y kien": "van-ban", "phieu chuyen": "phieu-chuyen", "hop dong": "hop-dong", "dieu le": "dieu-le", "lenh": "lenh",
    "giay phep": "giay-phep", "hiep dinh": "hiep-dinh", "giay chung nhan": "giay-chung-nhan",
}  # fmt: skip
_ABBREVIATED: Final[dict[str, str]] = {
    "NQ": "nghi-quyet", "NĐ": "nghi-dinh", "QĐ": "quyet-dinh", "TT": "thong-tu", "TTLT": "thong-tu-lien-tich",
    "KL": "ket-luan",
    "CT": "chi-thi", "CV": "cong-van", "KH": "ke-hoach", "TB": "thong-bao", "BC": "bao-cao", "TTr": "to-trinh",
    "VB": "van-ban",
    "HD": "huong-dan", "CTr": "chuong-trinh",
}  # fmt: skip
_TYPE: Final = re.compile("|".join(sorted(TYPES, key=len, reverse=True)).replace(" ", " ?"))  # "Tờtrình"
_BY_LETTERS: Final = {words.replace(" ", ""): slug for words, slug in TYPES.items()}
_ABBREVIATION: Final = re.compile(
    r"(?<![\w/-])(" + "|".join(sorted(_ABBREVIATED, key=len, reverse=True)) + r")(?:\s+số)?[\s:.]*$"
)
_ADJACENT: Final = re.compile(
    r"(?:\s+(?:lien (?:tich|nganh)|so hieu|ky hieu|mat|khan(?: cap)?|cap bach|hoa toc|tham (?:tra|dinh)|chung|cong tac"
    r"|hanh dong|giai trinh|bo sung|phoi hop|ket luan))?"
    r"\s*[\"(]?\s*(?:(?:mang )?so(?: va ky hieu| hieu)?\b|s[06]?\b)?[\s:.,]*(?:so)?[\s:.]*"
)
_NUMBERED: Final = re.compile(r"(?:^|[\s,(])so[\s:.]*$")
_LIST: Final = re.compile(r"[\s,;]*(?:va|hoac|cung)?[\s,]*(?:van ban|cac)?\s*(?:so)?[\s:.]*")
_SECONDARY: Final = frozenset({"quy-che", "quy-dinh", "phuong-an", "de-an", "dieu-le", "chuong-trinh", "chien-luoc"})
_ENDS_CLAUSE: Final = re.compile(r"[;.]\s")
_BRIEF: Final = re.compile(
    r"(?P<so>\s+so)?[\s:]*(?P<number>\d{1,5}[a-z]?)(?![\w%]|[.,]\d| ?[/-] ?[\da-z]| (?!va)[a-z]{2,8} ?/ ?[a-z])"
    r"(?! (?:nam|thang|xa|huyen|dieu"
    r"|khoan|noi dung|nhiem vu|chi tieu)\b| ngay(?! \d))"
)
_BARE: Final = frozenset({"nghi-quyet", "nghi-dinh", "quyet-dinh", "thong-tu", "chi-thi", "ket-luan"})
_GLUED_TO: Final = re.compile(r"(?<![a-z])(?:tai|theo|cua|va|cac|voi|cu)$")
_FAR: Final = 150
_NEAR: Final = 30
_OWN_NUMBER: Final = re.compile(r"[\s|]{0,4}so[\s:.|]{0,8}")


@dataclass(frozen=True, slots=True)
class Lead:
    """The words before a number: where they begin, the type they say, an issuer named between type and number."""

    start: int
    type: str
    issuer: Span | None = None
    list_item: bool = False


def lead_before(line: Line, number: DocumentNumber, low: int, floor: int) -> Lead | None:
    """The type word that ``number`` belongs to, looked for from ``low`` on; ``floor`` ends the mention before."""
    by_symbol = type_of_symbol(number.symbol)
    found = _nearest(line, number, low, by_symbol)
    if found is not None:
        return found
    return _untyped(line, number, floor, by_symbol)


def _nearest(line: Line, number: DocumentNumber, low: int, by_symbol: str | None) -> Lead | None:
    folded, text = line.folded, line.text
    words = [match for match in _TYPE.finditer(folded, low, number.start) if _is_word(text, folded, match)]
    for match in reversed(words):
        kind = _kind(match)
        if kind in _SECONDARY and by_symbol not in (None, kind, "cong-van"):
            better = [word for word in words if _kind(word) == by_symbol]
            if better:
                continue
        if _ADJACENT.fullmatch(folded, match.end(), number.start):
            return Lead(match.start(), _settled(kind, by_symbol))
        if _is_far_type(line, match, number.start, kind, by_symbol):
            return Lead(match.start(), _settled(kind, by_symbol), _body_between(line, match.end(), number.start))
    short = _ABBREVIATION.search(text, max(low, number.start - 14), number.start)
    return Lead(short.start(1), _settled(_ABBREVIATED[short[1]], by_symbol)) if short else None


def _kind(word: re.Match[str]) -> str:
    return _BY_LETTERS[word.group().replace(" ", "")]


def _is_word(text: str, folded: str, match: re.Match[str]) -> bool:
    """A type word begins a word, or is glued to the one before: ``Thực hiệnQuyết định``, ``tạicông văn``."""
    start, end = match.span()
    if end < len(folded) and folded[end].isalpha() and not text[end].isupper():
        return False
    if start == 0 or not folded[start - 1].isalnum() or text[start].isupper():
        return True
    return _GLUED_TO.search(folded, max(0, start - 6), start) is not None


def _is_far_type(line: Line, match: re.Match[str], end: int, kind: str, by_symbol: str | None) -> bool:
    """``Nghị quyết Kỳ họp thứ 6, Quốc hội khóa XIV số 74/2018/QH14``: a capital, and ``số`` before the number."""
    if end - match.end() > _FAR or not line.text[match.start()].isupper() or by_symbol not in (None, kind, "cong-van"):
        return False
    if _ENDS_CLAUSE.search(line.folded, match.end(), end):
        return False
    return _NUMBERED.search(line.folded, max(match.end(), end - 8), end) is not None


def _body_between(line: Line, start: int, end: int) -> Span | None:
    """The issuer between type and number: ``Công văn của Bộ Tài chính số 123/BTC-NSNN``."""
    position = start
    while position < end:
        while position < end and not line.folded[position].isalnum():
            position += 1
        stop = issuer_end(line.text, line.folded, position, end)
        if stop is not None and not line.folded.startswith("ky hop", position):
            return position, stop
        while position < end and line.folded[position].isalnum():
            position += 1
    return None


def _settled(kind: str, by_symbol: str | None) -> str:
    """``văn bản`` says no type: the symbol does."""
    if kind == "van-ban":
        return by_symbol or "cong-van"
    return "thong-tu-lien-tich" if (kind, by_symbol) == ("thong-tu", "thong-tu-lien-tich") else kind


def _untyped(line: Line, number: DocumentNumber, floor: int, by_symbol: str | None) -> Lead | None:
    """A number without type word: an item of a list (``các Nghị quyết số A, số B``) or known by its symbol alone."""
    folded, start = line.folded, number.start
    if "/" not in number.printed or _OWN_NUMBER.fullmatch(folded, line.start, start):
        return None
    listed = line.start < floor > start - _NEAR and _LIST.fullmatch(folded, floor, start) is not None
    said = listed or _NUMBERED.search(folded, max(line.start, start - 8), start) is not None
    if by_symbol is None:
        return Lead(start, "" if listed else "luat", list_item=True) if said or number.year else None
    return Lead(start, by_symbol, list_item=True) if _is_known(number, by_symbol, said=said) else None


def _is_known(number: DocumentNumber, by_symbol: str, *, said: bool) -> bool:
    """Whether a number without type word is a document's: ``lô 12/KCN`` and ``số 25/B đường Trần Phú`` are not."""
    if by_symbol == "cong-van":
        return said and sum(char.isupper() for char in number.symbol) > 1
    return said or "-" in number.symbol or number.year is not None or number.symbol.endswith(("TW", "TU", "HU"))


def brief_after(line: Line, position: int) -> tuple[Lead, DocumentNumber] | None:
    """A number without symbol after the type word at ``position``: ``Nghị quyết 24``, ``Kết luận số 65``."""
    match = _TYPE.match(line.folded, position)
    if match is None or not _is_word(line.text, line.folded, match):
        return None
    found = _BRIEF.match(line.folded, match.end(), line.end)
    kind = _kind(match)
    if found is None or (found["so"] is None and (kind not in _BARE or not line.text[position].isupper())):
        return None
    printed = line.text[found.start("number") : found.end("number")]
    number = DocumentNumber(printed, printed, None, "", found.start("number"), found.end("number"))
    return Lead(position, _settled(kind, None)), number
