"""Posts of those who sign, and the words for signing on another's behalf.

``TM.`` thay mặt, ``KT.`` ký thay, ``TL.`` thừa lệnh, ``TUQ.`` thừa ủy quyền, ``Q.`` quyền (Nghị định 30/2020/NĐ-CP,
Phụ lục I, mục II.7); the Party writes ``T/M``, ``K/T``, ``T/L``.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.folding import fold

POSTS: Final = (
    "Chủ tịch Hội đồng nhân dân", "Chủ tịch Ủy ban nhân dân", "Chủ tịch Quốc hội", "Chủ tịch nước", "Chủ tịch",
    "Phó Chủ tịch thường trực", "Phó Chủ tịch", "Bộ trưởng, Chủ nhiệm", "Bộ trưởng", "Thứ trưởng, Phó Chủ nhiệm",
    "Thứ trưởng", "Thủ tướng Chính phủ", "Phó Thủ tướng thường trực", "Phó Thủ tướng", "Thủ tướng",
    "Phó Giám đốc thường trực", "Phó Giám đốc", "Phó Tổng Giám đốc", "Tổng Giám đốc", "Giám đốc",
    "Phó Chánh Văn phòng", "Chánh Văn phòng", "Phó Chủ nhiệm thường trực", "Phó Chủ nhiệm", "Chủ nhiệm",
    "Phó Trưởng ban thường trực", "Phó Trưởng ban", "Trưởng ban", "Phó Tổng cục trưởng", "Tổng cục trưởng",
    "Phó Cục trưởng", "Cục trưởng", "Phó Chi cục trưởng", "Chi cục trưởng", "Phó Vụ trưởng", "Vụ trưởng",
    "Phó Trưởng phòng", "Trưởng phòng", "Tổng Bí thư", "Phó Bí thư thường trực", "Phó Bí thư", "Bí thư",
    "Phó Thống đốc", "Thống đốc", "Phó Tổng Thanh tra", "Tổng Thanh tra", "Phó Chánh Thanh tra", "Chánh Thanh tra",
    "Phó Tổng Kiểm toán nhà nước", "Tổng Kiểm toán nhà nước", "Phó Chánh án", "Chánh án", "Phó Viện trưởng",
    "Viện trưởng", "Phó Hiệu trưởng", "Hiệu trưởng", "Phó Trưởng đoàn", "Trưởng đoàn", "Phó Tổng Thư ký",
    "Tổng Thư ký", "Tổng Biên tập", "Chỉ huy trưởng", "Chính ủy", "Tư lệnh", "Phó Trưởng tiểu ban",
    "Trưởng tiểu ban", "Tổ trưởng", "Ủy viên thường trực", "Ủy viên", "Phó Thủ trưởng", "Đội trưởng",
    "Tổng Tham mưu trưởng", "Phó Chủ tịch Quốc hội", "Thường trực",
)  # fmt: skip
_BY_FOLD: Final = {fold(post): post for post in POSTS}
_POST_WORDS: Final = "|".join(sorted(map(re.escape, _BY_FOLD), key=len, reverse=True)).replace(r"\ ", r"\s{1,2}")

BEHALF: Final = (
    r"(?:t\s?/?\s?m|k\s?/?\s?t|t\s?/?\s?l|t\s?/?\s?u\s?/?\s?q|tun|q)\s?[./]\s?(?=[a-z])"
    r"|t\s?/\s?[ml]\s(?=[a-z])|k\s?/\s?t\s(?=[a-z])"
)
"""Pattern source over folded text: ``tm. ``, ``kt. ``, ``t/m ``."""

_UNDOTTED: Final = rf"(?:kt|tl|tuq)\s(?=(?:{_POST_WORDS})(?![a-z]))|tm\s(?=uy ban|hoi dong|chinh phu|ban )"
SIGN: Final = re.compile(
    rf"(?<![a-z0-9])(?:(?P<behalf>{BEHALF}|{_UNDOTTED})|(?:quyen )?(?<!ban )(?P<post>{_POST_WORDS})(?![a-z]))"
)
_POST: Final = re.compile(rf"(?:quyen\s|q\.\s?)?(?P<post>{_POST_WORDS})(?![a-z])")


def post_of(words: str) -> str | None:
    """``PHÓ CHỦ TỊCH`` -> ``Phó Chủ tịch``; ``THỨ TRƯỞNG BỘ TÀI CHÍNH`` -> ``Thứ trưởng``; None when it is no post."""
    match = _POST.match(fold(words).strip())
    if match is None:
        return None
    name = _BY_FOLD[re.sub(r"\s+", " ", match["post"])]
    if name == "Thứ trưởng" and "thủ" in words.lower():
        name = "Thủ trưởng"
    return f"Quyền {name}" if match.start("post") else name


def post_end(words: str) -> int:
    """How many characters of ``words`` are the post they begin with; 0 when they begin with none."""
    match = _POST.match(fold(words))
    return match.end() if match else 0
