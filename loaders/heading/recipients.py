"""Recipients: the lines of Nơi nhận without dash and closing mark, wrapped lines joined, sub-headings left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.heading.tail import Piece
from loaders.records import Span
from loaders.view import View

Recipient = tuple[str, Span]
"""The words of one recipient, and from where to where it stands in the view."""

_BULLET: Final = re.compile(r"[-–—+•*·]\s?")
_INLINE: Final = re.compile(r"(?<=[;.:)])\s?(?=[-–—+•]\s?[^\W\d_])")
_FILE: Final = re.compile(r"(?:^|(?<=\s))(?:[A-Za-z]:\\|\\\\)")  # where the writer's computer keeps the file
_WRAPPED: Final = 120  # letters of a line that goes on with the item above though that has closed
_CLOSE: Final = " ;.,\n\t"


def recipients_of(view: View, pieces: tuple[Piece, ...]) -> list[Recipient]:
    """Each recipient: ``- Lưu: VT, NC.`` gives ``Lưu: VT, NC``; the line of the archive closes the list."""
    items: list[list[Span]] = []
    dashed = any(_BULLET.match(view.text, piece.start) for piece in pieces)
    parts = list(_parts(view, pieces, dashed))
    for index, (start, end, bullet) in enumerate(parts):
        words = view.text[start:end].rstrip()
        if dashed and not bullet and words.isdigit():  # the number of a page that ends within the list
            continue
        if not bullet and items and _continues(view, items[-1][-1], words):
            items[-1].append((start, end))
        elif items and _closes(view, items[-1]):
            break
        elif bullet or not (dashed or words.endswith(":")):
            items.append([(start, end)])
        elif items and not words.endswith(":"):
            if len(words) > _WRAPPED or not any(dash for _, _, dash in parts[index + 1 : index + 3]):
                break
            items[-1].append((start, end))
    return [_recipient(view, item) for item in items if view.text[item[0][0] : item[-1][1]].strip(_CLOSE)]


def _parts(view: View, pieces: tuple[Piece, ...], dashed: bool) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each part of a line, behind its dash, and whether it had one."""
    for piece in pieces:
        between = _INLINE if dashed or len(pieces) > 1 else re.compile(r";\s")
        file = _FILE.search(view.text, piece.start, piece.end)
        end = file.start() if file else piece.end
        cuts = [piece.start + match.end() for match in between.finditer(view.text[piece.start : end])]
        for left, right in zip([piece.start, *cuts], [*cuts, end], strict=True):
            bullet = _BULLET.match(view.text, left, right)
            yield (bullet.end() if bullet else left), right, bullet is not None


def _continues(view: View, item: Span, words: str) -> bool:
    """Whether a line without a dash goes on with the recipient above: that has not closed, or the line begins small."""
    return words[:1].islower() or (
        not view.text[item[0] : item[1]].rstrip().endswith((";", ".", ":")) and not words.endswith(":")
    )


def _closes(view: View, item: list[Span]) -> bool:
    """``Lưu: VT.`` is the last line (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.9)."""
    return view.folded.startswith("luu", item[0][0])


def _recipient(view: View, item: list[Span]) -> Recipient:
    words = " ".join(view.quote(*span) for span in item)
    first, last = view.text[item[0][0] : item[0][1]], view.text[item[-1][0] : item[-1][1]]
    start = item[0][0] + len(first) - len(first.lstrip(_CLOSE))
    return words.strip(_CLOSE), (start, item[-1][0] + len(last.rstrip(_CLOSE)))
