"""Names of agencies out of capitals: ``ỦY BAN NHÂN DÂN TỈNH BẮC KẠN`` -> ``Ủy ban nhân dân tỉnh Bắc Kạn``.

A letterhead prints its issuer in capitals, which loses what Nghị định 30/2020/NĐ-CP, Phụ lục II, says on writing names:
the first word, the first word of each part behind "và", a dash or a comma, and every word of a place. Names that do
otherwise (``Bảo hiểm xã hội Việt Nam``) are listed.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.folding import fold

# Names whose small letters no rule gives, and short words that begin a name of their own; matched folded.
_FIXED: Final = (
    "Ủy ban nhân dân", "Hội đồng nhân dân", "Ủy ban Dân tộc", "Ủy ban thường vụ Quốc hội", "Thủ tướng Chính phủ",
    "Chính phủ", "Văn phòng Chính phủ", "Văn phòng Quốc hội", "Văn phòng Trung ương Đảng", "Văn phòng", "Quốc hội",
    "Đoàn đại biểu Quốc hội", "Chủ tịch nước", "Văn phòng Chủ tịch nước", "Ban Chấp hành Trung ương",
    "Bộ Chính trị", "Ban Bí thư", "Ban Thường vụ", "Ban Chấp hành", "Ngân hàng Nhà nước Việt Nam",
    "Ngân hàng Chính sách xã hội", "Bảo hiểm xã hội Việt Nam", "Bảo hiểm xã hội", "Kiểm toán nhà nước",
    "Thanh tra Chính phủ", "Tòa án nhân dân tối cao", "Tòa án nhân dân", "Viện kiểm sát nhân dân tối cao",
    "Viện kiểm sát nhân dân", "Ủy ban Mặt trận Tổ quốc Việt Nam", "Mặt trận Tổ quốc Việt Nam", "Ủy ban Trung ương",
    "Tổng Liên đoàn Lao động Việt Nam", "Liên minh Hợp tác xã", "Hội Nông dân Việt Nam",
    "Hội Liên hiệp Phụ nữ Việt Nam", "Kho bạc Nhà nước", "Ban Chỉ đạo", "Ban Quản lý", "Công an",
    "Bộ Chỉ huy Quân sự", "Trung ương", "Việt Nam", "Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Thị ủy",
    "Đảng ủy", "Đảng bộ", "Bộ trưởng", "Chủ nhiệm", "Chủ tịch", "Giám đốc", "Nhà nước",
    "Thường trực Hội đồng nhân dân", "Chương trình", "Tổng cục", "Chi cục", "Sở", "Bộ", "Ban", "Phòng", "Cục", "Vụ",
    "Viện", "Thanh tra", "Trường", "Trung tâm", "Hội", "Liên đoàn", "Quỹ", "Học viện", "Bệnh viện", "Tổng công ty",
    "Tập đoàn", "Bộ Công Thương", "Thương binh và Xã hội", "Ngân hàng Nhà nước",
)  # fmt: skip
_BY_WORDS: Final = {tuple(fold(name).split()): name for name in _FIXED}
_LONGEST: Final = max(len(words) for words in _BY_WORDS)
_UNITS: Final = {
    ("tinh",): "tỉnh", ("thanh", "pho"): "thành phố", ("huyen",): "huyện", ("quan",): "quận", ("thi", "xa"): "thị xã",
    ("xa",): "xã", ("phuong",): "phường", ("thi", "tran"): "thị trấn", ("dac", "khu"): "đặc khu",
}  # fmt: skip
_ABBREVIATED: Final = (
    (re.compile(r"\bUBND\b"), "Ủy ban nhân dân"),
    (re.compile(r"\bHĐND\b"), "Hội đồng nhân dân"),
    (re.compile(r"\bUBMTTQ(?:VN| VIỆT NAM)?\b"), "Ủy ban Mặt trận Tổ quốc Việt Nam"),
    (re.compile(r"\bĐBQH\b"), "Đại biểu Quốc hội"),
    (re.compile(r"\b(?:TP|Tp)\.?\s?(?=[^\W\d_])"), "thành phố "),
    (re.compile(r"\b(?:TX|Tx)\.?\s?(?=[^\W\d_])"), "thị xã "),
)
_ROMAN: Final = re.compile(r"[IVXLC]+")
_OLD_TONES: Final = (
    ("uỷ", "ủy"),
    ("Uỷ", "Ủy"),
    ("hoà", "hòa"),
    ("Hoà", "Hòa"),
    ("hoá", "hóa"),
    ("Hoá", "Hóa"),
    ("toà", "tòa"),
    ("Toà", "Tòa"),
)


def spelled_out(words: str) -> str:
    """``UBND TỈNH`` -> ``Ủy ban nhân dân TỈNH``; tone marks where the standard of 2020 sets them (``Ủy``)."""
    for pattern, full in _ABBREVIATED:
        words = pattern.sub(full, words)
    for old, new in _OLD_TONES:
        words = re.sub(rf"{old}(?!\w)", new, words)
    words = words.replace("\N{LATIN CAPITAL LETTER ETH}", "Đ")
    return re.sub(r"\s+", " ", words).strip()


def agency_name(printed: str) -> str:
    """An agency's name in the letters it has in running text; a name not printed in capitals stays as it is."""
    words = spelled_out(printed)
    if sum(char.islower() for char in printed) >= sum(char.isupper() for char in printed):
        return words[:1].upper() + words[1:]
    words = re.sub(r"\s?[-–]\s?(?=BỘ )", " - ", words)
    name = _from_capitals(re.findall(r"[^\s,]+|,", words)).rstrip(" ,-")
    return f"{name} Việt Nam" if name == "Ngân hàng Nhà nước" else name


def place_words(printed: str) -> str:
    """``BÀ RỊA - VŨNG TÀU`` -> ``Bà Rịa - Vũng Tàu``; ``đakrông`` -> ``Đakrông``."""
    words = spelled_out(printed).split()
    return spelled_out(" ".join(_capital(word.lower()) if word.isupper() else word for word in words))


def _from_capitals(tokens: list[str]) -> str:
    out: list[str] = []
    index, fresh, place = 0, True, False
    folded = [fold(token) for token in tokens]
    bare = all(token.isascii() for token in tokens)
    while index < len(tokens):
        unit = next((n for n in (2, 1) if _is_unit(tokens[index : index + n], folded[index : index + n], bare)), 0)
        unit = 0 if folded[index : index + 2] == ["xa", "hoi"] else unit
        size = _fixed_at(folded, index)
        if size and not place:
            name = _BY_WORDS[tuple(folded[index : index + size])]
            out.append(name)
            index, fresh, place = index + size, True, name.endswith(" ủy")
        elif unit and index + unit < len(tokens) and index:
            out.append(_UNITS[tuple(folded[index : index + unit])])
            index, place = index + unit, True
        else:
            term = _ROMAN.fullmatch(tokens[index]) is not None and folded[index - 1] in {"thu", "khoa"}
            lower = tokens[index] if term else tokens[index].lower()
            out.append(_capital(lower) if fresh or place else lower)
            fresh = lower in {"và", "-", "–", ",", "&"}
            index += 1
    return spelled_out(re.sub(r" ,", ",", " ".join(out)))


def _is_unit(tokens: list[str], folded: list[str], bare: bool) -> bool:
    """Whether the words are a unit's: ``QUẬN`` is one, ``QUẢN`` of Quản Bạ and ``QUAN`` of Hải quan are not.

    In a name that has lost all its marks (``bare``), ``QUAN`` is one.
    """
    words = " ".join(tokens).lower()
    return tuple(folded) in _UNITS and (words == _UNITS[tuple(folded)] or bare)


def _fixed_at(folded: list[str], index: int) -> int:
    """How many words from ``index`` on are a listed name, 0 for none."""
    for size in range(min(_LONGEST, len(folded) - index), 0, -1):
        if tuple(folded[index : index + size]) in _BY_WORDS and (
            size > 1 or index == 0 or folded[index - 1] in {"-", ","}
        ):
            return size
    return 0


def _capital(word: str) -> str:
    return "'".join(
        part[:1].upper() + part[1:] if len(part) > 1 or not index else part
        for index, part in enumerate(word.split("'"))
    )
