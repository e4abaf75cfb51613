"""Headings of goals: what a line opens, and for which year.

``Mục tiêu cụ thể đến năm 2025`` opens goals for 2025, ``Mục tiêu tổng quát`` nothing, ``Về giáo dục:`` a topic within
goals, ``Đến năm 2030:`` a year within goals; ``Mục tiêu: Giảm …`` has its first goal behind the colon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.outline import Node

_LEAD = r"(?:(?:mot so|cac|nhung|he thong|ve|danh muc|bang|bieu)\s){0,2}"
_GOALS = re.compile(
    _LEAD + r"(?P<goals>(?:(?:muc dich|quan diem|phuong huong)(?:,| va)\s)?(?:muc tieu|chi tieu)|tam nhin|dinh huong)\b"
)
_GENERAL = re.compile(_LEAD + r"muc tieu[^:]{0,24}?\b(?:tong quat|chung|tong the|bao trum)\b")
_MIXED = re.compile(
    _LEAD + r"(?:(?:muc dich|quan diem|phuong huong)|(?:muc tieu|chi tieu)[a-z ]{0,20}(?:, | va )"
    r"(?:nhiem vu|giai phap|noi dung|yeu cau|doi tuong))"
)
_OTHER = re.compile(
    _LEAD + r"(?:nhiem vu|giai phap|noi dung|to chuc thuc hien|kinh phi|nguon von|nguon luc|doi tuong|pham vi|"
    r"quan diem|nguyen tac|yeu cau|muc dich|du toan|thoi gian|co che|dia ban|can cu|phan cong|trach nhiem|che do|"
    r"tinh hinh|ket qua|thuc trang|danh gia)\b"
)
_NO_GOALS_BELOW = re.compile(
    r"(?:tinh hinh|ket qua|thuc trang|danh gia|dac diem|to chuc thuc hien|phan cong|trach nhiem|kinh phi)\b"
)
_ASIDE = re.compile(
    r"(?:(?:tong |nhu cau |du kien )?(?:kinh phi|nguon von|von|nguon kinh phi|nguon luc)(?: thuc hien| dau tu| ho tro)?"
    r"|du toan"
    r"|noi dung(?: thuc hien| ho tro| dau tu| hoat dong)?|doi tuong(?: thu huong| ap dung| ho tro| thuc hien)?"
    r"|pham vi(?: thuc hien)?|dia ban(?: thuc hien)?|thoi gian thuc hien"
    r"|(?:co quan|don vi)(?: chu tri| thuc hien| phoi hop| quan ly)(?: thuc hien| tham muu)?"
    r"|phan cong(?: thuc hien| nhiem vu)?)\s*"
)
"""What a project's bullets say besides its goal: ``- Kinh phí: 5.214 triệu đồng``."""
_PROGRAMME_PART = re.compile(
    r"(?:tieu )?du an \d|noi dung (?:thanh phan )?(?:so )?\d|hop phan|nhiem vu \d|hoat dong \d"
)
_PERIOD = re.compile(r"\b(?:giai doan (?:tu )?|tu )(?:nam )?20\d\d\s?(?:-|den)\s?(?:nam )?(20\d\d)")
_BY_YEAR = re.compile(r"\b(?:den|vao|het|trong|cuoi|nam)\s(?:het |cuoi |nam ){0,2}(20\d\d)\b")
_ONLY_A_YEAR = re.compile(
    r"(?:(?:muc tieu|phan dau|dinh huong|tam nhin|chi tieu|ke hoach|giai doan|trong|rieng|den|het|cuoi|nam|vao|"
    r"tu|ve|20\d\d|-|,)\s?){1,9}"
)
_FIGURE = re.compile(r"\d\s?%|\d\s(?:xa|thon|ho|nguoi|lan|trieu|ty)\b")
_VALUE = re.compile(r"\d\s?%|(?<![\d/.,])\d{1,3}(?:[.,]\d{1,3})*\s[a-z]")
_BULLETS = frozenset({"dash", "plus", "star", "", "row"})
_LONGEST = 130
_LONGEST_UNMARKED = 70


@dataclass(frozen=True, slots=True)
class Heading:
    """What a line opens: ``goals``, ``frame`` (goals only below headings of its own), ``general`` or ``elsewhere``.

    ``end`` is where its own words end, ``content`` where a goal begins behind its colon; ``is_topic`` says that its
    words belong to what is listed below, as in ``Tỷ lệ học sinh đi học:``.
    """

    mode: str
    horizon: int | None
    end: int
    content: int | None = None
    is_topic: bool = False
    numbers_only: bool = False


def read_heading(folded: str, node: Node, mode: str) -> Heading | None:
    """What ``node`` opens where ``mode`` holds; None when it is a paragraph like any other."""
    words = folded[node.body : min(node.end, node.body + 2 * _LONGEST)]
    if mode == "elsewhere" or node.kind == "row":
        return None
    goals = _GOALS.match(words)
    if goals is not None and (cut := _title_end(words, node, mode)) is not None:
        return _goals(folded, node, goals["goals"], cut, mode)
    if mode == "goals":
        return _within_goals(folded, node, words)
    return _elsewhere(node, words, mode)


def _elsewhere(node: Node, words: str, mode: str) -> Heading | None:
    """A line that is no heading of goals, outside of them; a goal among headings of goals: ``2.1. Giảm … 6,2%``."""
    if node.kind in _BULLETS and not node.children:
        return None
    if mode == "frame" and not node.children and _VALUE.search(words) and not _OTHER.match(words):
        return Heading("goals", None, node.body, node.body)
    if node.kind == "" or (mode == "outside" and _NO_GOALS_BELOW.match(words) is None):
        part = node.kind == "component" or _PROGRAMME_PART.match(words) is not None
        return Heading(mode, None, node.end, numbers_only=part)
    return Heading("elsewhere" if mode != "general" or _OTHER.match(words) else mode, None, node.end)


def _title_end(words: str, node: Node, mode: str) -> int | None:
    """Where the title ends in ``words`` that begin like one; None for a sentence that only begins so."""
    colon = words.find(":")
    if 0 < colon <= _LONGEST and not _FIGURE.search(words, 0, colon):
        return colon
    size = node.end - node.body
    if size > _LONGEST or _FIGURE.search(words):
        return None
    marked = node.kind not in _BULLETS or node.children or (mode in ("goals", "frame") and size <= _LONGEST_UNMARKED)
    return size if marked and (size <= _LONGEST_UNMARKED or not words.endswith((".", ";"))) else None


def _goals(folded: str, node: Node, word: str, cut: int, mode: str) -> Heading | None:
    title = folded[node.body : node.body + cut]
    horizon = year_of(title)
    content = _content(folded, node, cut)
    if content is not None and folded[node.end - 1] == ":":  # "Mục tiêu cụ thể: Đến năm 2025 đạt các chỉ tiêu sau:"
        horizon, content = year_of(folded[content : node.end]) or horizon, None
    if content is not None and _ONLY_A_YEAR.fullmatch(folded[content : node.end].rstrip(" .;,")):
        horizon, content = year_of(folded[content : node.end]) or horizon, None
    if _GENERAL.match(title):
        return Heading("general", horizon, node.body + cut)
    if word in ("tam nhin", "dinh huong"):
        loose = node.kind in _BULLETS and mode == "outside"
        if loose or (horizon is None and mode == "outside"):
            return None
        return Heading("goals", horizon, node.body + cut, content)
    over = any(_names_goals(folded, child) for child in node.children)
    mixed = _MIXED.match(title) is not None
    mode, content = ("frame", None) if over else ("goals", content)
    return Heading(mode, horizon, node.body + cut, content, numbers_only=mixed)


def _names_goals(folded: str, node: Node) -> bool:
    words = folded[node.body : min(node.end, node.body + _LONGEST)]
    return _GOALS.match(words) is not None and _title_end(words, node, "frame") is not None


def _within_goals(folded: str, node: Node, words: str) -> Heading | None:
    """A year (``Đến năm 2030:``), another matter (``Yêu cầu``) or a topic (``a) Về giáo dục``) within goals."""
    colon = words.find(":")
    title = words[:colon] if 0 < colon <= _LONGEST else words
    cut = len(title)
    if _ONLY_A_YEAR.fullmatch(title.rstrip(" .;,")) and year_of(title):
        return Heading("goals", year_of(title), node.body + cut, _content(folded, node, cut))
    if colon > 0 and _ASIDE.fullmatch(title):
        return Heading("elsewhere", None, node.end)
    if _FIGURE.search(title):
        return None
    numbered = node.kind not in _BULLETS
    if numbered and _OTHER.match(title) and (node.children or cut <= _LONGEST_UNMARKED):
        return Heading("elsewhere", None, node.end)
    ends_open = node.body + cut + 1 >= node.end and colon > 0
    if ends_open or (node.children and cut <= _LONGEST and not words.endswith((".", ";"))):
        return Heading("goals", year_of(title), node.body + cut, None, is_topic=True)
    return None


def _content(folded: str, node: Node, cut: int) -> int | None:
    """Where the words behind the colon of ``Mục tiêu cụ thể: Đến năm 2025 …`` begin; None when there are none."""
    start = node.body + cut + 1
    while start < node.end and folded[start] in " \t\n":
        start += 1
    return start if start < node.end else None


def year_of(words: str) -> int | None:
    """The year by which: of ``mục tiêu đến năm 2025``, ``giai đoạn 2021 - 2025``, ``năm 2023``; None without one."""
    match = _PERIOD.search(words) or _BY_YEAR.search(words)
    return int(match[1]) if match else None
