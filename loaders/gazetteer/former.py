"""Names of places that documents of 2013-2024 carry and the code list of the end of 2024 no longer has.

Facts of the resolutions of Ủy ban Thường vụ Quốc hội on arranging units of district level (2013-2025); keys are folded
without blanks, as ``loaders.places`` matches them.
"""

from __future__ import annotations

from typing import Final

# Where the lists spell a district otherwise than its own documents: code of gso-2024 -> name. Nghị định 83/CP (1996),
# 155/2003/NĐ-CP and 82/2005/NĐ-CP; the communes of these names in the resolutions of Ủy ban Thường vụ Quốc hội of 2025.
SPELLINGS: Final[dict[str, str]] = {
    "467": "Đakrông",
    "602": "Phú Quý",
    "610": "Đăk Glei",
    "612": "Đăk Tô",
    "625": "Kbang",
    "634": "Đak Pơ",
    "655": "Krông Ana",
    "661": "Đắk Glong",
}

# A province under another name -> its name in the lists (Nghị quyết 175/2024/QH15: thành phố Huế from 2025).
PROVINCE_ALIASES: Final[dict[str, str]] = {
    "thuathienhue": "Huế",
    "hcm": "Hồ Chí Minh",
    "tphcm": "Hồ Chí Minh",
    "brvt": "Bà Rịa - Vũng Tàu",
}

# A district that was dissolved, renamed or raised under another name -> its province.
FORMER_DISTRICTS: Final[dict[str, str]] = {
    "cattien": "Lâm Đồng",
    "cualo": "Nghệ An",
    "dateh": "Lâm Đồng",
    "datdo": "Bà Rịa - Vũng Tàu",
    "dongson": "Thanh Hóa",
    "hoanhbo": "Quảng Ninh",
    "hue": "Huế",
    "kyson": "Hòa Bình",
    "locha": "Hà Tĩnh",
    "longdien": "Bà Rịa - Vũng Tàu",
    "myloc": "Nam Định",
    "namdong": "Huế",
    "ninhbinh": "Ninh Bình",
    "nongson": "Quảng Nam",
    "phuchoa": "Cao Bằng",
    "quan2": "Hồ Chí Minh",
    "quan9": "Hồ Chí Minh",
    "quanguyen": "Cao Bằng",
    "tanthanh": "Bà Rịa - Vũng Tàu",
    "taytra": "Quảng Ngãi",
    "thongnong": "Cao Bằng",
    "tinhgia": "Thanh Hóa",
    "tralinh": "Cao Bằng",
    "tuliem": "Hà Nội",
    "yendung": "Bắc Giang",
}
