"""Folding: a text without case, diacritics and typographic variety, offset by offset as long as the original.

``fold("Số: 303/KH-UBND – “Đắk Lắk”")`` is ``so: 303/kh-ubnd - "dak lak"``. Each code point becomes exactly one
code point, so that a match in the folded text is a match in the text at the same place. Tone-mark placement
(``hòa``/``hoà``) and ``ỦY BAN``/``Uỷ ban`` fold alike.
"""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np

_PLANE = 0x10000  # the basic multilingual plane; what lies beyond is left as it is
_CHUNK = 1 << 18  # code points folded at once, so that memory stays a small part of the document
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_DOUBLE_QUOTES = "“”„‟«»″"
_SINGLE_QUOTES = "‘’‚‛`´′"
_BLANKS = "\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"


def _folded_char(char: str) -> str:
    """``Ồ`` → ``o``, ``Đ`` → ``d``, ``…`` stays: the one code point that stands for ``char``."""
    if char in "đĐð":
        return "d"
    base = unicodedata.normalize("NFD", char)[0]
    lower = base.lower()
    return lower if len(lower) == 1 else base


@cache
def _table() -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    table = np.arange(_PLANE, dtype=np.uint32)
    for code in (*range(0x41, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x2000)):
        table[code] = ord(_folded_char(chr(code)))
    for variants, plain in ((_DASHES, "-"), (_DOUBLE_QUOTES, '"'), (_SINGLE_QUOTES, "'"), (_BLANKS, " ")):
        for char in variants:
            table[ord(char)] = ord(plain)
    return table


def _fold_chunk(text: str) -> str:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    inside = codes < _PLANE
    folded = _table()[codes] if inside.all() else np.where(inside, _table()[codes * inside], codes)
    return folded.astype(np.uint32, copy=False).tobytes().decode("utf-32-le", "surrogatepass")


def fold(text: str) -> str:
    """``text`` in lower case without diacritics, dashes as ``-``, quotes plain: the same length, offset by offset."""
    if len(text) <= _CHUNK:
        return _fold_chunk(text)
    return "".join(_fold_chunk(text[start : start + _CHUNK]) for start in range(0, len(text), _CHUNK))
