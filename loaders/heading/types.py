"""The types of documents: the word that stands above the title, and its slug."""

from __future__ import annotations

import re
from typing import Final

# Nghị định 30/2020/NĐ-CP, Điều 7; Luật Ban hành văn bản quy phạm pháp luật; Quy định 66-QĐ/TW. Longest first.
_NAMES: Final = (
    "nghi quyet lien tich", "thong tu lien tich", "ke hoach lien tich", "huong dan lien tich", "huong dan lien nganh",
    "ke hoach lien nganh", "thong bao lien nganh", "quy che lien nganh", "cong van lien nganh",
    "chuong trinh hanh dong", "chuong trinh phoi hop",
    "chuong trinh cong tac", "van ban hop nhat", "loi keu goi", "quyet dinh", "nghi quyet", "nghi dinh", "thong tu",
    "chi thi", "ke hoach", "thong bao", "ket luan", "bao cao", "to trinh", "chuong trinh", "huong dan", "cong dien",
    "de an", "quy che", "quy dinh", "phuong an", "phap lenh", "hien phap", "bo luat", "sac lenh", "chien luoc",
    "giay moi", "bien ban", "thong cao", "thong tri", "dieu le", "tuyen bo", "cong van", "quy trinh", "du an",
    "luat", "lenh",
)  # fmt: skip
_SLUGS: Final = {"chuong trinh cong tac": "chuong-trinh"}
_JOINT: Final = re.compile(r"(?<!nghi quyet)(?<!thong tu) lien (?:tich|nganh)$")  # these two are types of their own

TYPE_WORDS: Final = "|".join(name.replace(" ", r"\s{1,3}") for name in _NAMES)
"""Pattern source over folded text."""


_SPACED: Final = re.compile(r"(?:^|(?<=[\n\t]))[^\W\d_](?:\s{1,3}[^\W\d_]){3,30}(?=\s*:?\s*(?:$|[\n\t]))")
_BY_LETTERS: Final = {name.replace(" ", ""): name for name in _NAMES}


def spaced_type(folded: str, start: int, end: int) -> tuple[str, int, int] | None:
    """Slug and place of a type word set in spaced letters on a line of its own: ``Q U Y Ế T  Đ Ị N H``."""
    for match in _SPACED.finditer(folded, start, end):
        name = _BY_LETTERS.get(re.sub(r"\s", "", match.group()))
        if name is not None:
            return type_slug(name), match.start(), match.end()
    return None


def type_slug(words: str) -> str:
    """``thong tu lien tich`` (folded) -> ``thong-tu-lien-tich``."""
    name = _JOINT.sub("", re.sub(r"\s+", " ", words))
    return _SLUGS.get(name, name.replace(" ", "-"))
