"""The tail: Nơi nhận on the left, the signature on the right, flattened in any order, read in one pass.

::

    Nơi nhận:                       TM. ỦY BAN NHÂN DÂN
    - Như Điều 3;                      KT. CHỦ TỊCH
    - Lưu: VT.                        PHÓ CHỦ TỊCH
                                     Phạm Duy Hưng

The pass cuts lines and cells where signing words in capitals begin; what stands before them belongs to the recipients.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loaders.folding import fold
from loaders.heading.people import name_in
from loaders.heading.posts import SIGN, post_of
from loaders.outlining.labels import UPPER
from loaders.records import Signer, Span
from loaders.view import View

REACH: Final = 7_000  # code points from Nơi nhận in which the tail ends
LAST: Final = 40_000  # code points at the end in which a signature without Nơi nhận is looked for
_ABOVE: Final = 700  # code points above Nơi nhận in which the signature may stand (it is set first on some sites)
_SIGNED: Final = re.compile(r"[(\[]?\s?(?:da ky(?: ten)?|ky ten|ky|daky|da ki)\b[^)\]\n]{0,30}[)\]]?\s?[:.]?\s?")
_SIGNED_BELOW: Final = re.compile(r"[\s|*_]{0,8}\((?:da ky|ky ten|da ki)\b")  # "Chủ tịch" above "(Đã ký)" signs too
_ATTACHED: Final = re.compile(
    r"(?:phu luc|bieu so|bieu mau|danh muc|danh sach|quy che|quy dinh|ke hoach|de an|chuong trinh|phuong an|dieu le"
    r"|huong dan|mau so|mau \d|noi dung"
    r"|chien luoc|quy trinh|bang |phan [i1]\b|phan thu nhat|chuong [i1]\b|thu tuc)"
)
_AFTER: Final = re.compile(
    r"\(?(?:ban hanh )?kem theo|\(ban hanh|hieu luc van ban|file duoc dinh kem|van ban lien quan|tai van ban"
    r"|thuoc tinh|luoc do"
)
_SMALL: Final = re.compile(
    rf"\s(?=[^\W\d_](?:(?:[{UPPER}]|\W)[^\W\d_])?[’'.]?(?![{UPPER}])[^\W\d_])"
    rf"|\s(?=[AYHK]\s[{UPPER}](?![{UPPER}])[^\W\d_])"
    rf"|(?<=[{UPPER}]{{3}})(?=[{UPPER}](?![{UPPER}])[^\W\d_])"  # NHIỆMVăn Trọng Lý
)
_LINE_START: Final = re.compile(r"(?:^|[\n\t]|\./\.)[ |\"]{0,3}(?=[bcdghkpqtuv])")
_BARE_BEHALF: Final = re.compile(r"(?:t/?m|k/?t|t/?l|t/?u/?q)[./]?$")
_FIRST_NAME: Final = re.compile(
    rf"(?:[{UPPER}](?![{UPPER}])[^\W\d_]{{1,7}}\s){{1,5}}[{UPPER}](?![{UPPER}])[^\W\d_]{{1,7}}(?=\s+(?:[{UPPER}]{{2}}|\())"
)
_FILLER: Final = " -–—_*=|\t"


@dataclass(frozen=True, slots=True)
class Piece:
    """One line or cell of the tail up to its signing words: ``text[start:end]`` without outer blanks."""

    start: int
    end: int
    signing: bool


@dataclass(frozen=True, slots=True)
class Tail:
    """Signers in order, for whom they sign (folded), and the pieces of Nơi nhận."""

    signers: tuple[Signer, ...]
    signed_for: str
    recipients: tuple[Piece, ...]


def tail_of(view: View, head_end: int) -> Tail:
    """The tail of the document itself: the first Nơi nhận or signature below its head, not an attachment's."""
    heading = _heading(view, head_end)
    start = _signature_above(view, heading[0], head_end) if heading else _signature(view, head_end)
    if start is None:
        return Tail((), "", ())
    reader = _Reader(view, heading)
    for piece in _pieces(view, start, min(len(view.text), (heading[1] if heading else start) + REACH)):
        if not reader.take(piece):
            break
    return Tail(tuple(reader.signers), " ".join(reader.behalves), tuple(reader.recipients))


def _heading(view: View, head_end: int) -> Span | None:
    """``Nơi nhận:`` at the start of a line or cell, or with its colon behind the closing ``./.``."""
    offset = view.folded.find("noi nhan", head_end)
    while offset >= 0:
        before = view.folded[max(0, offset - 12) : offset].rstrip(" #*_")
        after = re.compile(r" ?(?:\([^)\n]{0,40}\) ?)?[:.]? ?").match(view.folded, offset + 8)
        end = after.end() if after else offset + 8
        closed = ":" in view.folded[offset + 8 : end] or view.folded[end : end + 1] in ("\n", "\t", "-", "+", "")
        own = not before or before[-1] in "\n\t" or before.endswith("./.")
        if view.text[offset].isupper() and closed and (own or ":" in view.folded[offset + 8 : end]):
            return offset, end
        offset = view.folded.find("noi nhan", offset + 8)
    return None


def _signature_above(view: View, heading: int, head_end: int) -> int:
    """Where reading begins: at the signature when it stands just above Nơi nhận, else at Nơi nhận."""
    floor = max(head_end, heading - _ABOVE)
    closing = view.text.rfind("./.", floor, heading)
    start = heading
    for piece in reversed(list(_pieces(view, closing + 3 if closing >= 0 else floor, heading))):
        words = view.text[piece.start : piece.end]
        if piece.signing:
            start = piece.start
        elif not (words.isupper() or name_in(words, expected=2) or _SIGNED.match(view.folded, piece.start)):
            break
    return start


def _signature(view: View, head_end: int) -> int | None:
    """The first line of signing words below the head that is followed by a name within a few lines."""
    for match in _LINE_START.finditer(view.folded, max(head_end, len(view.folded) - LAST)):
        if not _signs_at(view, match.end()):
            continue
        reader = _Reader(view, None)
        for piece in _pieces(view, match.end(), min(len(view.text), match.end() + 500)):
            if not reader.take(piece):
                break
        if reader.signers:
            return match.end()
    return None


def _pieces(view: View, start: int, end: int) -> Iterator[Piece]:
    """Lines and cells, cut where signing words in capitals begin."""
    for match in re.finditer(r"[^\n\t]+", view.text[start:end]):
        begin, stop = start + match.start(), start + match.end()
        cuts = [cut for cut in _cuts(view, begin, stop) if cut > begin]
        signing = _signs_at(view, begin)
        for left, right in zip([begin, *cuts], [*cuts, stop], strict=True):
            words = view.text[left:right].strip(" _*=|\t")
            if words.strip(_FILLER):
                at = left + view.text[left:right].find(words)
                yield Piece(at, at + len(words), signing or left in cuts)


def _cuts(view: View, start: int, end: int) -> list[int]:
    """Offsets in a line where ``KT. CHỦ TỊCH`` or a post in capitals begins behind other words."""
    cuts: list[int] = []
    behalf = -1
    for match in SIGN.finditer(view.folded, start, end):
        words, beyond = view.text[match.start() : match.end()], view.text[match.end() + 1 : match.end() + 2]
        if not words.isupper() or beyond.islower():  # QHĐP (3)Q.Cường: who typed it
            continue
        if match.start() != behalf:
            cuts.append(match.start())
        behalf = match.end() if match["behalf"] else -1
    return cuts


def _signs_at(view: View, offset: int) -> bool:
    match = SIGN.match(view.folded, offset)
    if match is None:
        return False
    return view.text[offset : match.end()].isupper() or _SIGNED_BELOW.match(view.folded, match.end()) is not None


class _Reader:
    """Takes the pieces of a tail in order; ``take`` says whether to go on."""

    def __init__(self, view: View, heading: Span | None) -> None:
        self._view, self._heading = view, heading
        self._behalf: list[str] = []
        self._posts: list[str | None] = []
        self._start = 0
        self._open = ""
        self.behalves: list[str] = []
        self.signers: list[Signer] = []
        self.recipients: list[Piece] = []

    def take(self, piece: Piece) -> bool:
        """Reads one piece; False when the tail has ended before it."""
        words, plain = self._view.text[piece.start : piece.end], self._view.folded[piece.start : piece.end]
        if self._heading and piece.start <= self._heading[0] < piece.end:
            inline = self._view.text[self._heading[1] : piece.end].strip()
            if inline:
                self.recipients.append(Piece(piece.end - len(inline), piece.end, False))
            return True
        if _BARE_BEHALF.match(plain):
            self._open = words
            return True
        if piece.signing:
            self._sign(piece, f"{self._open} {words}".lstrip())
            self._open = ""
            return True
        bullet = words[0] in "-–+•*·"
        if not bullet and (_AFTER.match(plain) or (_ATTACHED.match(plain) and words.isupper()) or len(words) > 400):
            return False
        if not bullet and (self._posts or self._behalf) and self._named(piece, words):
            return True
        if self._heading and piece.start > self._heading[0] and (bullet or words[0].islower() or not self._signs):
            self.recipients.append(piece)
        return not (self.signers and not self._heading and len(words) > 60)

    @property
    def _signs(self) -> bool:
        """Whether signing words have been read: what follows without a dash is no recipient."""
        return bool(self._behalf or self._posts or self.signers)

    def _sign(self, piece: Piece, words: str) -> None:
        post_words, name = _without_name(words)
        folded = fold(post_words)
        match = SIGN.match(folded)
        if not self._posts and not self._behalf:
            self._start = piece.start
        if match is not None and match["behalf"]:
            self._behalf.append(re.sub(r"\s+", " ", post_words).strip(" ,.;"))
            self.behalves.append(folded)
        else:
            self._posts.append(post_of(post_words))
        if name:
            self._add(name, self._end_of(name, piece, piece.start))

    def _named(self, piece: Piece, words: str) -> bool:
        signed = _SIGNED.match(fold(words))
        rest = words[signed.end() :] if signed else words
        if signed and not rest:
            return True
        names = name_in(rest, expected=max(1, len(self._posts)))
        end = piece.start
        for name in names:
            end = self._end_of(name, piece, end)
            self._add(name, end)
        return bool(names)

    def _end_of(self, name: str, piece: Piece, start: int) -> int:
        """Where a name ends in the view, whatever its letters and blanks there."""
        for word in fold(name).split(" "):
            start = max(self._view.folded.find(word, start, piece.end), start) + len(word)
        return min(start, piece.end)

    def _add(self, name: str, end: int) -> None:
        own = [words for words in self._behalf if not fold(words).startswith(("tm", "t/m"))]
        post, *rest = self._posts or [None]
        beside = bool(rest) and (len(own) > 1 or len(set(self._posts)) == 1)
        behalf = own[0] if beside and own else ", ".join(own) or None
        self._posts, self._behalf = (rest, own[1:]) if beside else ([], [])
        self.signers.append(Signer(name, post, behalf, *self._view.span(self._start, end)))


def _without_name(words: str) -> tuple[str, str]:
    """Signing words and the name behind them on the same line: ``PHÓ CHỦ TỊCH Nguyễn Hữu Tháp``."""
    small = _SMALL.search(words)
    if small is None:
        return words, ""
    rest = words[small.end() :]
    signed = _SIGNED.match(fold(rest))
    rest = rest[signed.end() :] if signed else rest
    names = name_in(rest, expected=1)
    if not names and (first := _FIRST_NAME.match(rest)) is not None:  # CHỦ TỊCH Nguyễn Đô Lương ĐIỀU LỆ HỘI …
        names = name_in(first.group(), expected=1)
    return (words[: small.start()], names[0]) if names else (words, "")
