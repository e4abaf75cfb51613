"""The numbers of administrative documents: ``303/KH-UBND``, ``88/2019/QH14``, ``65-KL/TW``, ``7189/ĐP1``.

A number is an ordinal, for normative documents a year, and a symbol that says type and issuer (Nghị định
30/2020/NĐ-CP, Phụ lục III); the Party's has a hyphen before the symbol (Hướng dẫn 36-HD/VPTW). Patterns read the
*original* text, since only capitals tell a symbol (``NQ-CP``) from words; stray blanks (``68/TTr- SDTTG``) are read
over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

DASH: Final = "-–—−‐‑"
_UPPER: Final = "A-ZĐÐÂĂÊÔƠƯ"
_TOKEN: Final = rf"[{_UPPER}][{_UPPER}a-zđư0-9]{{0,24}}"
_JOIN: Final = rf"(?: ?[{DASH}/] ?|[.&_+,]| & )"
SYMBOL: Final = rf"{_TOKEN}(?:{_JOIN}{_TOKEN}){{0,8}}(?:\([{_UPPER}a-zđ0-9.]{{1,12}}\))?"
"""Pattern source (no groups) of a symbol: ``KH-UBND``, ``TTLT-UBDT-NNPTNT-KHĐT``, ``VPCP-V.I``, ``STP-XD&KTVBQPPL``."""

_ORDINAL: Final = r"(?:\d{1,3}\.\d{1,3}(?= ?/ ?[12]\d{3} ?/)|\d{1,6}[A-Za-zđ]?)"  # 66.10/2025/NQ-CP since 2025
_STATE: Final = rf"{_ORDINAL} ?(?:/ ?[12]\d ?\d ?\d)? ?/ ?{SYMBOL}"
_PARTY: Final = rf"{_ORDINAL} ?[{DASH}] ?{_TOKEN}(?: ?[{DASH}] ?{_TOKEN})?(?: ?/ ?{_TOKEN}(?:{_JOIN}{_TOKEN}){{0,3}})"
_LOOSE: Final = (  # the Party's hyphen lost: "24 NQ/TW", "20NQ/TW"
    rf"{_ORDINAL} ?(?:NQ|KL|CT|QĐ|CV|TB|HD|KH|TTr|BC|QC) ?/ ?(?:(?:T[WUƯ]|HU|BCS)[{_UPPER}]{{0,4}}|UBTVQH\d{{1,2}})"
)
_BLANK: Final = (  # of letters until about 2005, behind "số": "4545 TC/TCT", "4358TCT/NV6"
    rf"(?:(?<=[Ss]ố )|(?<=[Ss]ố: )|(?<=[Ss]ố:))\d{{1,6}} ?[{_UPPER}]{{2,8}} ?/ ?{_TOKEN}(?:[-./]{_TOKEN}){{0,3}}"
)
NUMBER: Final = rf"(?<![\d/])(?:{_STATE}|{_PARTY}|{_LOOSE}|{_BLANK})"
"""Pattern source (no groups) of a whole number; ``number_of`` reads what it matched."""

_NUMBER: Final = re.compile(NUMBER)
_SPLIT: Final = re.compile(
    rf"^(?P<ordinal>{_ORDINAL}) ?(?:/ ?(?P<year>[12]\d ?\d ?\d)(?= ?/))?(?: ?[{DASH}/ ] ?|(?<=\d)(?=[{_UPPER}]))"
    r"(?P<symbol>.+)$"
)
_STRAY: Final = re.compile(rf" *([{DASH}/&.]) *")

# First part of a symbol (folded, no dashes) -> slug of the type; Nghị định 30/2020/NĐ-CP, Phụ lục III.
TYPE_SYMBOLS: Final[dict[str, str]] = {
    "nq": "nghi-quyet", "qd": "quyet-dinh", "nd": "nghi-dinh", "tt": "thong-tu", "ct": "chi-thi", "kl": "ket-luan",
    "kh": "ke-hoach", "ctr": "chuong-trinh", "cthd": "chuong-trinh-hanh-dong", "cv": "cong-van", "ttr": "to-trinh",
    "bc": "bao-cao", "tb": "thong-bao", "hd": "huong-dan", "da": "de-an", "vbhn": "van-ban-hop-nhat", "l": "luat",
    "pl": "phap-lenh", "cd": "cong-dien", "qc": "quy-che", "ttlt": "thong-tu-lien-tich", "tc": "thong-cao",
    "qyd": "quy-dinh", "qd-tw": "quy-dinh", "nqlt": "nghi-quyet-lien-tich", "gm": "giay-moi", "pa": "phuong-an",
    "bb": "bien-ban", "lct": "lenh", "dt": "dien", "tbkl": "thong-bao", "cl": "chien-luoc", "qtr": "quy-trinh",
    "tl": "thong-tu-lien-tich", "ttln": "thong-tu-lien-tich", "tlt": "thong-tu-lien-tich", "ktr": "ket-luan",
    "ctpt": "chuong-trinh", "ctrhd": "chuong-trinh-hanh-dong", "ctph": "chuong-trinh-phoi-hop", "th": "thong-bao",
}  # fmt: skip
_TYPES_AFTER_ISSUER: Final = frozenset({"qd", "ct", "nq", "kh", "bc", "tb"})  # 42/UB-QĐ, before the forms of 2005
_LOWER: Final = str.maketrans("ĐÐđðÂĂÊÔƠƯâăêôơư", "ddddaaeoouaaeoou")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """``1719/QĐ-TTg``: printed without stray blanks, ordinal ``1719``, year None, symbol ``QĐ-TTg``."""

    printed: str
    ordinal: str
    year: int | None
    symbol: str
    start: int
    end: int


def number_at(text: str, start: int) -> DocumentNumber | None:
    """The document number that begins exactly at ``start``, or None."""
    return _result(_NUMBER.match(text, start))


def find_numbers(text: str, start: int = 0, end: int | None = None) -> Iterator[DocumentNumber]:
    """Every document number of ``text[start:end]`` in order, whether or not "số" stands before it."""
    for match in _NUMBER.finditer(text, start, len(text) if end is None else end):
        found = _result(match)
        if found is not None:
            yield found


def number_of(printed: str, start: int = 0) -> DocumentNumber | None:
    """Ordinal, year and symbol of words that ``NUMBER`` matched; offsets count from ``start``."""
    parts = _SPLIT.match(printed.strip())
    if parts is None:
        return None
    year = parts["year"]
    return DocumentNumber(
        printed=without_stray_blanks(printed),
        ordinal=parts["ordinal"],
        year=int(year.replace(" ", "")) if year else None,
        symbol=without_stray_blanks(parts["symbol"]),
        start=start,
        end=start + len(printed),
    )


def without_stray_blanks(printed: str) -> str:
    """``68/TTr- SDTTG`` -> ``68/TTr-SDTTG``; a blank that is the only separator stays (``24 NQ/TW``)."""
    return _STRAY.sub(r"\1", " ".join(printed.split()))


def symbol_parts(symbol: str) -> list[str]:
    """Folded parts of a symbol: ``QĐ-TTg`` -> ``["qd", "ttg"]``, ``TT.BTC`` -> ``["tt", "btc"]``."""
    return [part for part in re.split(rf"[{DASH}/.&_+,\s()]+", symbol.translate(_LOWER).lower()) if part]


def type_of_symbol(symbol: str) -> str | None:
    """Slug of the type that a symbol states: ``KH-UBND`` -> ``ke-hoach``, ``UB-QĐ`` -> ``quyet-dinh``.

    A symbol of an agency alone is an official letter's (``UBDT-KHTC``, ``SKHĐT``: ``cong-van``); ``QH14`` (law or
    resolution) and ``CP`` say no type: None.
    """
    parts = symbol_parts(symbol)
    if not parts or parts[0] in {"cp", "qh", "hdbt"} or re.fullmatch(r"(?:ubtv)?qh\d{1,2}", parts[0]):
        return None
    if parts[0].startswith("ttlt"):
        return "thong-tu-lien-tich"
    if parts[0] == "tc" and symbol[2:3] == "/":
        return "cong-van"  # TC/TCT, of Bộ Tài chính; a Thông cáo has a dash
    if parts[0] in TYPE_SYMBOLS:
        return TYPE_SYMBOLS[parts[0]]
    if len(parts) > 1 and parts[0] in {"ub", "ubnd", "hdnd", "ttg"} and parts[1] in _TYPES_AFTER_ISSUER:
        return TYPE_SYMBOLS[parts[1]]
    return "cong-van"


def _result(match: re.Match[str] | None) -> DocumentNumber | None:
    return number_of(match.group(), match.start()) if match else None
