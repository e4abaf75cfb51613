"""Parts of a document: letterhead and preamble, numbered text, Nơi nhận with the signatures, attached documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from loaders.outlining.labels import label
from loaders.view import View


@dataclass(frozen=True, slots=True)
class Parts:
    """View offsets of the parts; ``body`` are the ranges that hold numbered text."""

    head_end: int
    tail_start: int
    tail_end: int
    attachments: tuple[int, ...]
    body: tuple[tuple[int, int], ...]


_LETTERHEAD = 6000  # code points in which a letterhead begins
_TAIL_LINES = 12  # lines of a signature block before Nơi nhận
_TITLE_LINES = 12
_ANCHOR = re.compile(
    r"^(?:[^\n]{0,60}cong hoa xa hoi chu nghia|so\s?:|so \d|(?:ke hoach|quyet dinh|nghi quyet|chi thi|thong bao"
    r"|bao cao|chuong trinh|de an)$)",
    re.MULTILINE,
)
_RECIPIENTS = re.compile(r"^\W{0,3}noi nhan\s?(?:[:;\t]|$|tm\.)", re.MULTILINE)
_ON_BEHALF = r"(?:t/?m|k/?t|t/?l|tuq|q)\s?\."
_POST = (
    r"(?:pho )?(?:chu tich|thu tuong|bo truong|thu truong|giam doc|truong ban|chu nhiem|bi thu|truong phong"
    r"|chanh van phong|tong giam doc"
    r"|tong cuc truong|cuc truong|vien truong|chanh an|truong doan|tong thanh tra|thong doc|vu truong|hieu truong"
    r"|truong ty)"
)
_SIGNATURE = re.compile(rf"^(?:{_ON_BEHALF}[^\n]{{2,80}}|{_POST}(?: [^\n]{{0,50}})?)$", re.MULTILINE)
_SIGNER = re.compile(rf"(?:{_ON_BEHALF}|{_POST}\b|(?:xac thuc|ban hanh) van ban)")
_ATTACHED = re.compile(
    r"^(?:phu luc|bieu so|bieu mau|bieu \d|mau so|danh muc|danh sach|quy che|quy dinh|ke hoach|de an|chuong trinh"
    r"|phuong an|dieu le|huong dan|bang)\b[^\n]{0,80}$"
    r"|^\((?:ban hanh )?kem theo\b",
    re.MULTILINE,
)
_ANNEX = re.compile(r"phu luc|bieu so|mau so|bieu mau|bieu \d")


def divide(view: View) -> Parts:
    """Where head, numbered text, tail and attachments of ``view`` stand."""
    text = view.text
    head_end = _first_section(view)
    tail_start = _tail(view, head_end)
    head_end = min(head_end, tail_start)
    attachments = _attachments(view, tail_start)
    tail_end = attachments[0] if attachments else len(text)
    bounds = (*attachments, len(text))
    body = ((head_end, tail_start), *pairwise(bounds))
    return Parts(head_end, tail_start, tail_end, attachments, body)


def _first_section(view: View) -> int:
    """The line of ``I.``, ``Điều 1``, ``Chương I``, ``A.`` or ``1.`` after the letterhead; without, the end."""
    anchor = _ANCHOR.search(view.folded, 0, _LETTERHEAD)
    begin = view.text.rfind("\n", 0, anchor.start()) + 1 if anchor else 0
    for start, stop in _lines(view.text, begin):
        found = label(view.text, start, stop)
        if found is not None and _is_first(found[0], found[1]):
            return start
    return len(view.text)


def _lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    while start < len(text):
        stop = text.find("\n", start)
        stop = stop if stop >= 0 else len(text)
        yield start, stop
        start = stop + 1


def _is_first(kind: str, words: str) -> bool:
    if kind in {"part", "article", "roman"}:
        return True
    if kind == "decimal":
        return words.lstrip("0") in {"1", "1.1"}
    return (kind, words) == ("upper", "A")


def _tail(view: View, head_end: int) -> int:
    """The start of Nơi nhận, or of the signature block where that stands first or alone; the text's end without."""
    folded = view.folded
    start = head_end if head_end < len(folded) else _below_letterhead(view)
    recipients = _RECIPIENTS.search(folded, start)
    if recipients is None:
        return _signature(view, start)
    block, line_start = recipients.start(), recipients.start()
    for _ in range(_TAIL_LINES):
        before = folded.rfind("\n", 0, max(line_start - 1, 0)) + 1
        line = folded[before : max(line_start - 1, 0)]
        if not line or len(line) > 80 or before < start or line[-1] in ".;:" or line[0] in "-+":
            break
        line_start = before
        if _SIGNER.match(line) and view.text[before : before + 4].isupper():
            block = before
    return block


def _below_letterhead(view: View) -> int:
    """Where a text without sections can first be signed: ``THỦ TƯỚNG CHÍNH PHỦ`` above the motto signs nothing."""
    anchor = _ANCHOR.search(view.folded, 0, _LETTERHEAD)
    return anchor.end() if anchor else 0


def _signature(view: View, start: int) -> int:
    """The first line of the last run of signature lines (``TM. …``, ``KT. …``, ``PHÓ CHỦ TỊCH``)."""
    first, last_end = len(view.folded), -1
    for match in _SIGNATURE.finditer(view.folded, start):
        if not view.text[match.start() : match.end()].isupper():
            continue
        if match.start() > last_end + 120 or first == len(view.folded):
            first = match.start()
        last_end = match.end()
    return first


def _attachments(view: View, tail_start: int) -> tuple[int, ...]:
    """Where attached documents begin behind the signature: ``PHỤ LỤC``, ``QUY CHẾ``, ``(Ban hành kèm theo …)``."""
    starts: list[int] = []
    text = view.text
    for match in _ATTACHED.finditer(view.folded, min(tail_start + 1, len(text))):
        line = text[match.start() : match.end()]
        if line[0] == "(":
            start = _title_above(text, match.start(), starts[-1] if starts else tail_start)
        elif line.isupper() or _ANNEX.match(view.folded, match.start()):
            start = match.start()
        else:
            continue
        if not starts or _apart(text, starts[-1], start):
            starts.append(start)
    return tuple(starts)


def _title_above(text: str, start: int, least: int) -> int:
    """The first of the lines in capitals that stand right above ``start``."""
    for _ in range(_TITLE_LINES):
        before = text.rfind("\n", 0, max(start - 1, 0)) + 1
        if (
            before <= least
            or not text[before : start - 1].isupper()
            or text[before : start - 1].startswith(("TM", "KT"))
        ):
            break
        start = before
    return start


def _apart(text: str, last: int, start: int) -> bool:
    """Whether ``start`` is no further line of the title that began at ``last``."""
    between = text[last:start]
    return start > last and (len(between) > 600 or any(not line.isupper() for line in between.split("\n")[:-1]))
