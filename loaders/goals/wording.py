"""Wording: a clause and a pattern reduced to the same plain words, so that one thing measured reads alike.

``100% số thôn, bản vùng ĐBDTTS&MN`` and ``100% số buôn vùng đồng bào dân tộc thiểu số và miền núi`` both become
``100% so thon vungdtts``. Words that fold into another word are glued to their neighbour (``xã hội`` → ``xahoi``), so
that the pattern ``xã`` finds communes only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

_WORD = re.compile(r"[\w%‰]+")

_SPELT_OUT: dict[str, str] = {
    "bhxh": "bao hiem xa hoi",
    "bhyt": "bao hiem y te",
    "cbcc": "can bo cong chuc",
    "cntt": "cong nghe thong tin",
    "cbccvc": "can bo cong chuc vien chuc",
    "dbdtts": "dong bao dan toc thieu so",
    "dbkk": "dac biet kho khan",
    "dtts": "dan toc thieu so",
    "gddt": "giao duc dao tao",
    "htx": "hop tac xa",
    "ktxh": "kinh te xa hoi",
    "llct": "ly luan chinh tri",
    "mn": "mien nui",
    "ntm": "nong thon moi",
    "pbgdpl": "pho bien giao duc phap luat",
    "sdd": "suy dinh duong",
    "thcs": "trung hoc co so",
    "thpt": "trung hoc pho thong",
    "ttcn": "tieu thu cong nghiep",
}
_ABBREVIATIONS = frozenset(_SPELT_OUT)

_ONE_FOR_ANOTHER: dict[str, str] = {
    "xa hoi": "xahoi",
    "hop tac xa": "hoptacxa",
    "xa xoi": "xaxoi",
    "vung xa": "vungxa",
    "thi xa": "thixa",
    "nong thon moi": "nongthonmoi",
    "nong thon": "nongthon",
    "ho tro": "hotro",
    "bao ho": "baoho",
    "dien thoai": "dienthoai",
    "dien tu": "dientu",
    "xa phuong thi tran": "xa",
    "xa phuong": "xa",
    "xa thi tran": "xa",
    "ho gia dinh": "ho",
    "ho dan toc": "ho dan toc",
    "ho dan dan toc": "ho dan toc",
    "ho dan": "ho",
    "ho dong bao": "ho",
    "bac sy": "bac si",
    "y sy": "y si",
    "ti le": "ty le",
    "xi mang": "be tong",
    "khu vuc 3": "khu vuc iii",
    "dan toc it nguoi": "dan toc thieu so",
    "dong bao dan toc thieu so": "dong bao dan toc thieu so",
    "dong bao dan toc": "dong bao dan toc thieu so",
    "nguoi dan toc thieu so": "nguoi dan toc thieu so",
    "nguoi dan toc kinh": "nguoi kinh",
    "nguoi dan toc": "nguoi dan toc thieu so",
    "lang nghe": "langnghe",
    "buon ban": "buonban",
    "buon lau": "buonlau",
    "to dan pho": "thon",
    "khu pho": "thon",
    "khu dan cu": "thon",
    "tre mam non": "tre mau giao",
    "thon": "thon",
}

_GROUPS = (
    "khmer", "kho me", "cham", "tay", "nung", "thai", "muong", "mong", "h mong", "hmong", "dao", "ede", "e de",
    "gia rai", "jrai", "j rai", "ba na", "bahnar", "xo dang", "co ho", "k ho", "raglai", "ra glai", "m nong",
    "mnong", "van kieu", "bru", "pa ko", "co tu", "hre", "ta oi", "san diu", "san chay", "cao lan", "la hu",
    "lo lo", "ha nhi", "giay", "kho mu", "xtieng", "s tieng", "chu ru", "gie trieng", "o du", "la chi", "pa then",
    "bo y", "co lao", "cong", "mang", "si la", "ro mam", "brau",
)  # fmt: skip
_OF_A_GROUP = {"nguoi": "nguoi", "dong bao": "dong bao", "ho": "ho", "dan toc": "", "tieng": "tieng"}
_ONE_FOR_ANOTHER |= {
    f"{whose} {group}": f"{instead} dan toc thieu so".strip()
    for whose, instead in _OF_A_GROUP.items()
    for group in _GROUPS
}
"""``người Khmer``, ``đồng bào Mông``, ``tiếng Ê Đê`` speak of an ethnic minority."""

_VILLAGES = {
    "buôn": "buon",
    "bản": "ban",
    "làng": "lang",
    "ấp": "ap",
    "xóm": "xom",
    "khóm": "khom",
    "phum": "phum",
    "sóc": "soc",
    "bon": "bon",
    "plei": "plei",
}
_FOLDED_VILLAGES = frozenset(_VILLAGES.values())
_NO_VILLAGE_AFTER = frozenset({"van", "co", "can", "bai", "cham", "phien", "kich"})
_NO_VILLAGE_BEFORE = frozenset({"sac", "do", "than", "quyen", "dia", "an", "tin", "ban", "lau", "nghe", "chat", "mo"})
_AREA = frozenset({"vung", "ban"})
_AREA_OF = frozenset({"co", "dong", "bao", "nguoi", "cac", "xa", "nhieu"})
_WIDEST_AREA = 10  # words from "vùng" to "dân tộc" at most


@cache
def _phrases() -> dict[str, tuple[tuple[list[str], list[str]], ...]]:
    """First word to its phrases and what stands for them, the longest first."""
    by_first: dict[str, list[tuple[list[str], list[str]]]] = {}
    for phrase in sorted(_ONE_FOR_ANOTHER, key=len, reverse=True):
        words = phrase.split()
        by_first.setdefault(words[0], []).append((words, _ONE_FOR_ANOTHER[phrase].split()))
    return {first: tuple(phrases) for first, phrases in by_first.items()}


def plain_words(text: str, folded: str) -> list[str]:
    """The words of ``text`` as patterns are compared with them; ``folded`` is the same text folded.

    ``Tỷ lệ hộ nghèo trong ĐBDTTS`` is ``ty le ho ngheo trong dong bao dan toc thieu so``.
    """
    words = _WORD.findall(folded)
    if not _FOLDED_VILLAGES.isdisjoint(words):
        words = _with_villages(words, _WORD.findall(text.lower()))
    if not _ABBREVIATIONS.isdisjoint(words):
        words = [word for short in words for word in _SPELT_OUT.get(short, short).split()]
    phrases = _phrases()
    plain: list[str] = []
    at, count = 0, len(words)
    while at < count:
        word = words[at]
        at += 1
        if word in _AREA and (end := _area(words, at - 1)):
            plain.append("vungdtts")
            at = end
        elif word in phrases:
            at = _instead(phrases[word], words, at - 1, plain)
        else:
            plain.append(word)
    return plain


def _instead(phrases: Sequence[tuple[list[str], list[str]]], words: list[str], at: int, plain: list[str]) -> int:
    """Adds what stands for the phrase that begins at ``at``, or its word; returns where to go on."""
    for phrase, instead in phrases:
        if words[at : at + len(phrase)] == phrase:
            if instead == ["thon"] and plain:
                if plain[-1] == "thon":
                    return at + len(phrase)
                if plain[-1] in ("va", "hoac") and plain[-2:-1] == ["thon"]:
                    plain.pop()
                    return at + len(phrase)
            plain.extend(instead)
            return at + len(phrase)
    plain.append(words[at])
    return at + 1


def _with_villages(words: list[str], printed: list[str]) -> list[str]:
    """Every ``bản``, ``buôn``, ``làng`` … that is a village as ``thon``; accents tell ``bản`` from ``ban``."""
    plain = list(words)
    last = len(words) - 1
    for at, word in enumerate(words):
        if word in _FOLDED_VILLAGES and printed[at] in _VILLAGES:
            after_other = at and words[at - 1] in _NO_VILLAGE_AFTER
            if not after_other and (at == last or words[at + 1] not in _NO_VILLAGE_BEFORE):
                plain[at] = "thon"
    return plain


def _area(words: list[str], at: int) -> int:
    """Where ``vùng (có đồng bào) dân tộc thiểu số (và miền núi)`` ends that begins at ``at``; 0 where none begins."""
    end = at + 1
    while end < len(words) and words[end] in _AREA_OF and end - at < _WIDEST_AREA:
        end += 1
    if words[end : end + 2] != ["dan", "toc"]:
        return 0
    end += 2
    for tail in (["thieu", "so"], ["va", "mien", "nui"], ["mien", "nui"]):
        if words[end : end + len(tail)] == tail:
            end += len(tail)
    return end
