"""Who issued a document: one canonical name for all the ways an issuer is printed, and what a symbol says of it.

Symbols of central bodies belong to one body alone (Nghị định 30/2020/NĐ-CP, Phụ lục VI; Hướng dẫn 36-HD/VPTW for the
Party): ``TTg`` is Thủ tướng Chính phủ wherever it stands. ``UBND``, ``HĐND``, ``TU`` and ``HU`` need a place.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from loaders.numbers import symbol_parts
from loaders.records import PlaceName

_SYMBOL_ISSUERS: Final[dict[str, str]] = {
    "cp": "Chính phủ",
    "ttg": "Thủ tướng Chính phủ",
    "ctn": "Chủ tịch nước",
    "vpcp": "Văn phòng Chính phủ",
    "ubdt": "Ủy ban Dân tộc",
    "bdttg": "Bộ Dân tộc và Tôn giáo",
    "btc": "Bộ Tài chính",
    "bkhdt": "Bộ Kế hoạch và Đầu tư",
    "bnnptnt": "Bộ Nông nghiệp và Phát triển nông thôn",
    "bnnmt": "Bộ Nông nghiệp và Môi trường",
    "bldtbxh": "Bộ Lao động - Thương binh và Xã hội",
    "bgddt": "Bộ Giáo dục và Đào tạo",
    "byt": "Bộ Y tế",
    "bvhttdl": "Bộ Văn hóa, Thể thao và Du lịch",
    "btttt": "Bộ Thông tin và Truyền thông",
    "btnmt": "Bộ Tài nguyên và Môi trường",
    "bxd": "Bộ Xây dựng",
    "bct": "Bộ Công Thương",
    "bgtvt": "Bộ Giao thông vận tải",
    "bkhcn": "Bộ Khoa học và Công nghệ",
    "bnv": "Bộ Nội vụ",
    "btp": "Bộ Tư pháp",
    "bqp": "Bộ Quốc phòng",
    "bca": "Bộ Công an",
    "bng": "Bộ Ngoại giao",
    "nhnn": "Ngân hàng Nhà nước Việt Nam",
    "ttcp": "Thanh tra Chính phủ",
    "tandtc": "Tòa án nhân dân tối cao",
    "vksndtc": "Viện kiểm sát nhân dân tối cao",
    "ktnn": "Kiểm toán Nhà nước",
    "mttw": "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
}  # fmt: skip
_ISSUER_SYMBOLS: Final = {issuer: symbol for symbol, issuer in _SYMBOL_ISSUERS.items()}
_PRINTED_SYMBOLS: Final = {
    "cp": "CP", "ttg": "TTg", "ubdt": "UBDT", "btc": "BTC", "bkhdt": "BKHĐT", "bnnptnt": "BNNPTNT",
    "bldtbxh": "BLĐTBXH", "bgddt": "BGDĐT", "byt": "BYT", "bvhttdl": "BVHTTDL", "btttt": "BTTTT", "btnmt": "BTNMT",
}  # fmt: skip
_ASSEMBLY: Final = re.compile(r"(ubtv)?qh(\d{1,2})")

_SHORT: Final = (
    (re.compile(r"\bUBND\b"), "Ủy ban nhân dân"),
    (re.compile(r"\bHĐND\b"), "Hội đồng nhân dân"),
    (re.compile(r"\bUBDT\b"), "Ủy ban Dân tộc"),
    (re.compile(r"\bUBTVQH\b"), "Ủy ban Thường vụ Quốc hội"),
    (re.compile(r"\bTTg\b"), "Thủ tướng"),
    (re.compile(r"\bBCH\b"), "Ban Chấp hành"),
    (re.compile(r"\bBTV\b"), "Ban Thường vụ"),
    (re.compile(r"\b(?:TW|TƯ)\b"), "Trung ương"),
    (re.compile(r"Uỷ|UỶ"), "Ủy"),
    (re.compile(r"uỷ"), "ủy"),
)
_TERM: Final = re.compile(
    r",? ?\(?\b(?:[Kk]h(?:óa|oá)|[Nn]hiệm k[ỳì]|lần thứ|[Kk][ỳì] họp thứ)\b"
    r"(?: [IVXLC]+\b(?:,? (?:và )?[IVXLC]+\b){0,5}| \d[\d –-]{0,12}| \w+)\)?"
)
_HEAD: Final = re.compile(
    r"^(?:(?:Bộ trưởng|Chủ nhiệm|Thống đốc|Chánh án|Viện trưởng|Tổng Giám đốc|Giám đốc|Tổng Thanh tra|Hội nghị)[,\s-]+"
    r"|Chủ tịch(?! nước| Quốc hội| Hồ Chí Minh)[,\s]+)+"
)
_SAME: Final = (
    (re.compile(r"^(?:Ban Chấp hành|Ban Thường vụ) Đảng bộ tỉnh "), "Tỉnh ủy "),
    (re.compile(r"^(?:Ban Chấp hành|Ban Thường vụ) Đảng bộ huyện "), "Huyện ủy "),
    (re.compile(r"^(?:Ban Chấp hành|Ban Thường vụ|Thường trực) (?=(?:Tỉnh|Thành|Huyện|Thị|Quận|Đảng) ủy)"), ""),
    (re.compile(r"^(?:Ban Chấp hành )?Trung ương(?: Đảng)?(?: Cộng sản Việt Nam)?$"), "Ban Chấp hành Trung ương"),
    (re.compile(r"^Ban Bí thư\b.*$"), "Ban Bí thư"),
    (re.compile(r"^Bộ Chính trị\b.*$"), "Bộ Chính trị"),
    (re.compile(r"^Ban Chấp hành Trung ương\b.*$"), "Ban Chấp hành Trung ương"),
    (re.compile(r"^(?:Ủy ban [Tt]hường vụ )Quốc hội\b.*$"), "Ủy ban Thường vụ Quốc hội"),
    (re.compile(r"^Quốc hội\b.*$"), "Quốc hội"),
    (re.compile(r"^Thủ tướng\b.*$"), "Thủ tướng Chính phủ"),
)


@lru_cache(maxsize=8192)
def canonical_issuer(printed: str) -> str:
    """The body behind a printed issuer, without its head, term or session.

    ``Bộ trưởng, Chủ nhiệm Ủy ban Dân tộc`` is ``Ủy ban Dân tộc``; ``Chủ tịch UBND tỉnh Quảng Ngãi`` is ``Ủy ban nhân
    dân tỉnh Quảng Ngãi``, ``Ban Thường vụ Tỉnh ủy`` is ``Tỉnh ủy`` (one series of numbers each); ``Hội nghị Tỉnh ủy
    Quảng Ngãi lần thứ 4, khóa XX`` is ``Tỉnh ủy Quảng Ngãi``; ``Ban Chấp hành Trung ương Đảng khóa IX`` is ``Ban Chấp
    hành Trung ương``.
    """
    name = " ".join(printed.split())
    for pattern, long in _SHORT:
        name = pattern.sub(long, name)
    name = _TERM.sub("", name)
    name = _HEAD.sub("", name).strip(" ,;.()")
    for pattern, same in _SAME:
        name = pattern.sub(same, name)
    return name


def issuer_of_symbol(symbol: str, place: PlaceName | None) -> str | None:
    """The body whose symbol stands in a document number, or None where the symbol alone does not say.

    ``QĐ-TTg`` is Thủ tướng Chính phủ, ``QH14`` Quốc hội, ``UBDT-KHTC`` Ủy ban Dân tộc. ``NQ/TU`` is the Tỉnh ủy of the
    province that ``place`` (of the document that cites it) lies in, ``CT/HU`` its Huyện ủy. ``KH-UBND`` and
    ``NQ-HĐND`` may be of any level, and ``NQ/TW`` of three bodies: None.
    """
    parts = symbol_parts(symbol)
    for part in reversed(parts):
        assembly = _ASSEMBLY.fullmatch(part)
        if assembly:
            return "Ủy ban Thường vụ Quốc hội" if assembly[1] else "Quốc hội"
        if part in _SYMBOL_ISSUERS:
            return _SYMBOL_ISSUERS[part]
    return _party_issuer(parts, place) if place is not None else None


def _party_issuer(parts: list[str], place: PlaceName) -> str | None:
    province = place.name if place.level == "tỉnh" else place.province
    if parts[-1:] == ["tu"] and province:
        return f"Tỉnh ủy {province}"
    if parts[-1:] == ["hu"] and place.level == "huyện":
        return f"Huyện ủy {place.name}"
    return None


def symbol_of_issuer(issuer: str) -> str | None:
    """How a central body's symbol is printed: ``Ủy ban Dân tộc`` gives ``UBDT``; None for others."""
    symbol = _ISSUER_SYMBOLS.get(issuer)
    return _PRINTED_SYMBOLS.get(symbol, symbol.upper()) if symbol else None


def with_place(issuer: str, place: PlaceName | None) -> str:
    """An issuer named only by its level, made whole from the citing document's place.

    In a plan of huyện Đakrông, ``Ủy ban nhân dân tỉnh`` is ``Ủy ban nhân dân tỉnh Quảng Trị`` and ``Tỉnh ủy`` is
    ``Tỉnh ủy Quảng Trị``.
    """
    if place is None:
        return issuer
    province = place.name if place.level == "tỉnh" else place.province
    if province and re.search(r"(?:tỉnh|Tỉnh ủy|thành phố)$", issuer):
        return f"{issuer} {province}"
    if place.level == "huyện" and re.search(r"(?:huyện|thị xã|Huyện ủy)$", issuer):
        return f"{issuer} {place.name}"
    return issuer
