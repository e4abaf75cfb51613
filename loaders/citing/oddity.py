"""What looks wrong about a citation: a symbol that is another type's or another body's, two dates, no such date."""

from __future__ import annotations

import re
from typing import Final

from loaders.folding import fold
from loaders.numbers import TYPE_SYMBOLS, symbol_parts, type_of_symbol
from loaders.resolving.issuers import canonical_issuer, issuer_of_symbol, symbol_of_issuer

_LOCAL: Final[dict[str, re.Pattern[str]]] = {
    "ubnd": re.compile(r"Ủy ban nhân dân|(?:Văn phòng|Chủ tịch) (?:Ủy|Hội)", re.IGNORECASE),
    "ub": re.compile(r"Ủy ban nhân dân", re.IGNORECASE),
    "hdnd": re.compile(r"Hội đồng nhân dân|^(?:Ban|Thường trực|Kỳ họp|Tổ|Đoàn)\b", re.IGNORECASE),
    "tu": re.compile(r"(?:Tỉnh|Thành) ủy|Đảng bộ|Đảng ủy|Ban Thường vụ|Ban Chấp hành", re.IGNORECASE),
    "hu": re.compile(r"(?:Huyện|Thị|Thành|Quận) ủy|Đảng bộ|Ban Thường vụ|Ban Chấp hành", re.IGNORECASE),
    "tw": re.compile(r"Trung ương|Bộ Chính trị|Ban Bí thư|Đảng", re.IGNORECASE),
}
_STATE: Final = re.compile(
    r"^(?:(?:Phó )?(?:Chủ tịch|Chánh Văn phòng|Bộ trưởng|Thủ tướng|Chủ nhiệm|Thống đốc)[,\s]|Ủy ban|Hội đồng nhân dân"
    r"|Chính phủ|Quốc hội|Bộ |Thường trực Hội đồng)"
)
_PARTS: Final = re.compile(r"[-–/]")
_PLACE: Final = re.compile(r" (?:tinh|thanh pho|tp|huyen|quan|thi xa)\b")
_SAME_TYPE: Final[dict[str, frozenset[str]]] = {
    "chuong-trinh-hanh-dong": frozenset({"chuong-trinh", "ke-hoach"}),
    "chuong-trinh": frozenset({"chuong-trinh-hanh-dong", "chuong-trinh-phoi-hop", "chi-thi", "quyet-dinh"}),
    "thong-tu": frozenset({"thong-tu-lien-tich"}),
    "ket-luan": frozenset({"thong-bao"}),
    "thong-bao": frozenset({"ket-luan"}),
    "to-trinh": frozenset({"thong-tu"}),
    "quy-dinh": frozenset({"quyet-dinh"}),
    "quy-che": frozenset({"quyet-dinh", "quy-che"}),
}
_NAMES: Final = {
    "nghi-quyet": ("Nghị quyết", "NQ"), "nghi-dinh": ("Nghị định", "NĐ"), "quyet-dinh": ("Quyết định", "QĐ"),
    "thong-tu": ("Thông tư", "TT"), "chi-thi": ("Chỉ thị", "CT"), "ket-luan": ("Kết luận", "KL"),
    "ke-hoach": ("Kế hoạch", "KH"), "to-trinh": ("Tờ trình", "TTr"),
}  # fmt: skip


def fits(symbol: str, kind: str, issuer: str) -> bool | None:
    """Whether ``issuer`` is the body that ``symbol`` names; None where the symbol does not say.

    ``TT-UBND`` of ``Ủy ban Dân tộc``: False; ``QĐ-UBND`` of ``Chủ tịch Ủy ban nhân dân tỉnh``: True.
    """
    parts = symbol_parts(symbol)
    if kind in ("thong-tu-lien-tich", "nghi-quyet-lien-tich") or (len(parts) > 2 and parts[0].startswith("ttlt")):
        return None
    central = issuer_of_symbol(symbol, None)
    if central is not None:
        return _fits_central(parts, central, issuer)
    for part in reversed(parts):
        if part in _LOCAL:
            return _LOCAL[part].search(issuer) is not None
    return True if initials(canonical_issuer(issuer)) in parts else None


def initials(body: str) -> str:
    """``Sở Giáo dục và Đào tạo tỉnh Sơn La`` -> ``sgddt``, as its symbol is made; without the place."""
    words = re.findall(r"[a-z]+", _PLACE.split(fold(body))[0])
    return "".join(word[0] for word in words if word != "va")


def _fits_central(parts: list[str], central: str, issuer: str) -> bool | None:
    canonical = canonical_issuer(issuer)
    if canonical == central or central.casefold() in canonical.casefold() or canonical.casefold() in central.casefold():
        return True
    if {canonical, central} <= {"Chính phủ", "Thủ tướng Chính phủ", "Văn phòng Chính phủ"}:
        return True
    if {canonical, central} <= {"Quốc hội", "Ủy ban Thường vụ Quốc hội"}:
        return True
    return False if _STATE.match(issuer) and len(parts) <= 2 else None


def symbol_oddity(number: str, symbol: str, kind: str, issuer: str | None) -> str | None:
    """A sentence on a symbol that fits neither the printed type nor the issuer, or None."""
    said = type_of_symbol(symbol)
    if said is not None and _wrong_type(symbol, kind, said):
        name, part = _NAMES[kind]
        right = f"{number.removesuffix(symbol)}{part}{symbol[len(re.split(_PARTS, symbol)[0]) :]}"
        other = _NAMES[said][0]
        return f"The text calls it {name} but the symbol {symbol} is that of a {other}; {right} was probably meant."
    if issuer is None or fits(symbol, kind, issuer) is not False or not _STATE.match(issuer):
        return None
    meant = _meant(number, symbol, issuer)
    return f"The issuer is {issuer} but the symbol {symbol} is that of another body{meant}."


def _wrong_type(symbol: str, kind: str, said: str) -> bool:
    if said == kind or kind not in _NAMES or said not in _NAMES:
        return False
    return said not in _SAME_TYPE.get(kind, frozenset()) and len(symbol_parts(symbol)) > 1


def _meant(number: str, symbol: str, issuer: str) -> str:
    """``; 612/QĐ-UBDT was probably meant`` where the issuer's own symbol is known."""
    right = symbol_of_issuer(canonical_issuer(issuer))
    parts = re.split(_PARTS, symbol)
    if right is None or len(parts) != 2 or symbol_parts(symbol)[0] not in TYPE_SYMBOLS:
        return ""
    return f"; {number.removesuffix(symbol)}{parts[0]}-{right} was probably meant"


def date_oddity(dates: list[str], chosen: str) -> str | None:
    """A sentence on one document printed with several dates, or None."""
    others = sorted(set(dates) - {chosen})
    return f"The text dates it both {chosen} and {', '.join(others)}." if others else None


def impossible_date(printed: str) -> str:
    """A sentence on a date that no calendar has."""
    return f"The date printed for it, “{printed}”, is not in the calendar."
