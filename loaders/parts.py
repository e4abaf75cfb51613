"""Parts of a document: letterhead and preamble, numbered text, Nơi nhận with the signatures, attached documents."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.labels import label
from loaders.view import View


@dataclass(frozen=True, slots=True)
class Parts:
    """View offsets of the parts; ``body`` are the ranges that hold numbered text."""

    head_end: int
    tail_start: int
    tail_end: int
    attachments: tuple[int, ...]
    body: tuple[tuple[int, int], ...]


_ANCHOR = re.compile(r"^(?:cong hoa xa hoi|so\s?:|so \d|ke hoach$|quyet dinh$|nghi quyet$|chi thi$|thong bao$)", re.MULTILINE)
_RECIPIENTS = re.compile(r"^[\t ]?noi nhan\s?:?", re.MULTILINE)
_SIGNATURE = re.compile(r"^(?:tm|kt|tl|tuq|q)\.\s?[^\n]{3,80}$", re.MULTILINE)
_SIGNER = re.compile(
    r"(?:tm|kt|tl|tuq|q)\.|(?:pho )?(?:chu tich|bo truong|giam doc|truong ban|thu tuong|chu nhiem|bi thu|truong phong|chanh van phong|tong)"
)
_ATTACHED = re.compile(
    r"^(?:phu luc|bieu so|bieu mau|danh muc|danh sach|quy che|quy dinh|ke hoach|de an|chuong trinh|phuong an|dieu le|huong dan|mau so)\b[^\n]{0,60}$",
    re.MULTILINE,
)
_FIRST = {"roman": "I", "decimal": "1", "upper": "A"}


def divide(view: View) -> Parts:
    """Where head, numbered text, tail and attachments of ``view`` stand."""
    text, folded = view.text, view.folded
    head_end = _first_section(view)
    tail_start = _tail(view, head_end)
    head_end = min(head_end, tail_start)
    attachments = tuple(match.start() for match in _ATTACHED.finditer(folded, min(tail_start + 1, len(text))) if _heads_document(text, match))
    tail_end = attachments[0] if attachments else len(text)
    body = [(head_end, tail_start)]
    ends = (*attachments[1:], len(text))
    body += list(zip(attachments, ends, strict=True)) if attachments else []
    return Parts(head_end, tail_start, tail_end, attachments, tuple(body))


def _first_section(view: View) -> int:
    """The line of ``I.``, ``Điều 1``, ``Chương I``, ``A.`` or ``1.`` after the letterhead; the text's end without one."""
    anchor = _ANCHOR.search(view.folded, 0, 6000)
    start = anchor.start() if anchor else 0
    text = view.text
    start = text.rfind("\n", 0, start) + 1
    while start < len(text):
        stop = text.find("\n", start)
        stop = stop if stop >= 0 else len(text)
        found = label(text, start, stop)
        if found is not None and (found[0] in ("part", "article") or _FIRST.get(found[0]) == found[1].split(".")[0].lstrip("0")):
            return start
        start = stop + 1
    return len(text)


def _tail(view: View, head_end: int) -> int:
    """The start of Nơi nhận, or of the signature block where that stands first or alone."""
    folded = view.folded
    recipients = _RECIPIENTS.search(folded, head_end if head_end < len(folded) else 0)
    if recipients is None:
        last = None
        for last in _SIGNATURE.finditer(folded, head_end if head_end < len(folded) else 0):
            pass
        return last.start() if last else len(folded)
    start = recipients.start()
    first = start
    for _ in range(6):
        before = folded.rfind("\n", 0, max(first - 1, 0)) + 1
        line = folded[before : max(first - 1, 0)]
        if not line or len(line) > 60 or before < head_end:
            break
        first = before
        if _SIGNER.match(line):
            start = before
    return start


def _heads_document(text: str, match: re.Match[str]) -> bool:
    """A heading of a document stands in capitals, or is an annex with its number."""
    line = text[match.start() : match.end()]
    return line.isupper() or line.lower().startswith(("phụ lục", "biểu số", "mẫu số"))
