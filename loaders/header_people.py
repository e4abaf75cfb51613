"""Names of people who sign: ``Hà Kim Oanh``, ``NGUYỄN VĂN SƠN``, ``Y Giang Gry Niê Knơng``, ``Giàng Páo Mỷ``."""

from __future__ import annotations

import re
from typing import Final

from loaders.folding import fold

_SURNAMES: Final = frozenset(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh doan trinh truong mai dao luong cao thai ha trieu luu"
    " quach ta tong nong be hua ma lo quang lu vi ca giang vang sung tho hau ksor rah siu rmah y a h nie kpa r mlo ro cham chau danh lam thach kim"
    " son phung to nghiem khuong chu vuong tang kieu than van la lai dam tu thieu cu chuc du au la mac lieu lau ung ton on ninh nghiem"
    " bach bang bien cam can chung chuong cung dien dieu diep dong giap hinh hoa khong khuc khua ket k lenh leng long luc mong nham nhu"
    " ong phi pho phu quan que sam sa su sy thang thi thuong tien tieu tinh toan trang tri trung tuong uong vien von xa xin".split()
)
_TITLES: Final = re.compile(
    r"^(?:(?:GS|PGS|TSKH|TS|ThS|Ths|BS|BSCKII|BSCKI|KS|CN|LS|Ông|Bà|Đ/c|Đồng chí|Thiếu tướng|Trung tướng|Thượng tướng|Đại tướng|Đại tá"
    r"|Thượng tá|Trung tá|Thiếu tá)[.\s]\s{0,2})+"
)
_NOT_NAMES: Final = frozenset(
    "noi nhan nhu luu cac bo ban so phong uy van chu pho hoi phu tinh huyen trung quoc chinh cong so bao dai thong cuc vu tong co don vi sao"
    " chanh giam truong nhan dan dang thuong truc lanh dao quyet dinh nghi ke hoach".split()
)
_WORD: Final = re.compile(r"[^\W\d_][^\W\d_'’.]*(?:['’][^\W\d_]+)?\.?$")


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
