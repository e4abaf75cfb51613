"""Names of people who sign: ``Hà Kim Oanh``, ``NGUYỄN VĂN SƠN``, ``Y Giang Gry Niê Knơng``, ``Giàng Páo Mỷ``."""

from __future__ import annotations

import re
from typing import Final

from loaders.folding import fold

_SURNAMES: Final = frozenset({
    "a", "au", "bach", "bang", "be", "bien", "bui", "ca", "cam", "can", "cao", "cham", "chau", "chu", "chuc",
    "chung", "chuong", "cu", "cung", "dam", "dang", "danh", "dao", "dien", "diep", "dieu", "dinh", "do", "doan",
    "dong", "du", "duong", "giang", "giap", "h", "ha", "hau", "hinh", "ho", "hoa", "hoang", "hua", "huynh", "k",
    "ket", "khong", "khua", "khuc", "khuong", "kieu", "kim", "kpa", "ksor", "la", "lai", "lam", "lau", "le", "leng",
    "lenh", "lieu", "lo", "long", "lu", "luc", "luong", "luu", "ly", "ma", "mac", "mai", "mlo", "mong", "nghiem",
    "ngo", "nguyen", "nham", "nhu", "nie", "ninh", "nong", "on", "ong", "pham", "phan", "phi", "pho", "phu",
    "phung", "quach", "quan", "quang", "que", "r", "rah", "rmah", "ro", "sa", "sam", "siu", "son", "su", "sung",
    "sy", "ta", "tang", "thach", "thai", "than", "thang", "thi", "thieu", "tho", "thuong", "tien", "tieu", "tinh",
    "to", "toan", "ton", "tong", "tran", "trang", "tri", "trieu", "trinh", "trung", "truong", "tu", "tuong", "ung",
    "uong", "van", "vang", "vi", "vien", "vo", "von", "vu", "vuong", "xa", "xin", "y",
})  # fmt: skip
_TITLES: Final = re.compile(
    r"^(?:(?:GS|PGS|TSKH|TS|ThS|Ths|BS|BSCKII|BSCKI|KS|CN|LS|Ông|Bà|Đ/c|Đồng chí|Thiếu tướng|Trung tướng"
    r"|Thượng tướng|Đại tướng|Đại tá"
    r"|Thượng tá|Trung tá|Thiếu tá)[.\s]\s{0,2})+"
)
_NOT_NAMES: Final = frozenset({
    "ban", "bao", "bo", "cac", "chanh", "chinh", "chu", "co", "cong", "cuc", "dai", "dan", "dang", "dao", "dinh",
    "don", "giam", "hoach", "hoi", "huyen", "ke", "lanh", "luu", "nghi", "nhan", "nhu", "noi", "pho", "phong",
    "phu", "quoc", "quyet", "sao", "so", "thong", "thuong", "tinh", "tong", "truc", "trung", "truong", "uy", "van",
    "vi", "vu",
})  # fmt: skip
_WORD: Final = re.compile(r"[^\W\d_][^\W\d_'’.]*(?:['’][^\W\d_]*)?\.?$")


def name_in(words: str, expected: int) -> list[str]:
    """The names a line of the signature consists of, at most ``expected``; none when it is anything else.

    ``Nguyễn Thị Minh Trương Chí Trung`` with two expected is two names, parted before a family name.
    """
    plain = _TITLES.sub("", words.strip(' .,;:-–()[]"“”')).strip()
    tokens = plain.split()
    if not 2 <= len(tokens) <= 6 * expected or not all(_WORD.match(token) and token[0].isupper() for token in tokens):
        return []
    if any(char.isupper() for token in tokens if not token.isupper() for char in re.sub(r"['’.-].", "", token[1:])):
        return []
    families = [index for index, token in enumerate(tokens) if _family(token)]
    if expected > 1 and len(tokens) >= 4:
        parted = _part(tokens, families, expected)
        if parted:
            return parted
    first = fold(tokens[0])
    if len(tokens) > 6 or (first not in _SURNAMES and sum(fold(token) in _NOT_NAMES for token in tokens) > 1):
        return []
    return [_cased(tokens)]


def _family(token: str) -> bool:
    return fold(token).strip(".'") in _SURNAMES


def _part(tokens: list[str], families: list[int], expected: int) -> list[str]:
    """Splits a line of two names at the family name that leaves both with two to five words, the most even way."""
    if expected != 2 or len(tokens) > 10:
        return []
    cuts = [index for index in families if 2 <= index <= 5 and 2 <= len(tokens) - index <= 5]
    if not cuts or 0 not in families:
        return []
    cut = min(cuts, key=lambda index: abs(index - len(tokens) / 2))
    return [_cased(tokens[:cut]), _cased(tokens[cut:])]


def _cased(tokens: list[str]) -> str:
    """``NGUYỄN VĂN SƠN`` -> ``Nguyễn Văn Sơn``; other names stay as printed."""
    if all(token.isupper() for token in tokens) and sum(map(len, tokens)) > len(tokens) + 1:
        return " ".join(token[:1] + token[1:].lower() for token in tokens)
    return " ".join(tokens)
