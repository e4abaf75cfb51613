"""The 8-bit encodings in which Vietnamese was written before Unicode: TCVN3 (ABC), VNI, VISCII, Windows-1258.

They are recognised by the commonest Vietnamese words that a reading of the bytes gives. The same is done for text
that was carried into Unicode byte by byte: ``Uû ban nh©n d©n`` (TCVN3), ``UÛY BAN NHAÂN DAÂN`` (VNI).

Tables: TCVN 5712:1993, RFC 1456 (VISCII), VNI for Windows.
"""

from __future__ import annotations

import re
import unicodedata

_TCVN3_HIGH = (
    "ĂÂÊÔƠƯĐăâêôơưđẶ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪ"
    "ẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
_TCVN3 = {0xA1 + index: char for index, char in enumerate(_TCVN3_HIGH)}
_VISCII_HIGH = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
VISCII = {0x80 + index: char for index, char in enumerate(_VISCII_HIGH)} | dict(
    zip((0x02, 0x05, 0x06, 0x14, 0x19, 0x1E), "ẲẴẪỶỸỴ", strict=True)
)
_WESTERN = {code: char for code in range(0x80, 0xA0) if (char := bytes([code]).decode("cp1252", "ignore"))}
_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_SINGLE = {"ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ô": "ơ", "ö": "ư"}


def _vni_table() -> dict[str, str]:
    """``aù`` → ``á``, ``aâ`` → ``â``, ``ôï`` → ``ợ``, ``ñ`` → ``đ``, each also in capitals."""
    table = dict(_VNI_SINGLE)
    for base in "aeouyôö":
        letter = _VNI_SINGLE.get(base, base)
        table |= {base + mark: letter + tone for mark, tone in _TONES.items()}
    for base in "aeo":
        table |= {base + mark: base + "\u0302" + tone for mark, tone in _CIRCUMFLEX.items()}
    table |= {"a" + mark: "a\u0306" + tone for mark, tone in _BREVE.items()}
    table |= {source.upper(): target.upper() for source, target in table.items()}
    table |= {
        source[0].upper() + source[1]: target[0].upper() + target[1:]
        for source, target in table.items()
        if len(source) == 2
    }
    return {source: unicodedata.normalize("NFC", target) for source, target in table.items()}


_VNI = _vni_table()
_VNI_PIECE = re.compile("|".join(re.escape(source) for source in sorted(_VNI, key=len, reverse=True)))
_COMMON = re.compile(
    r"\b(?:của|và|các|có|được|với|nhân|dân|thực|hiện|công|tác|định|tỉnh|huyện|xã|việc|đồng|số|ngày|tháng|năm|những|kế|hoạch|quyết|phát|triển"
    r"|ủy|uỷ|điều|nghị|căn|cứ|trên|địa|bàn|vùng|tộc)\b"
)
_LETTER = re.compile("[đĐơƠưƯăĂ\u1ea0-\u1ef9]")  # no other language writes these in a twentieth of its letters
_LEAST_LETTERS = 0.05
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
LEAST_SHARE = 0.05  # of the commonest words among all; that of an administrative text is above 0.2


def from_bytes(data: bytes) -> tuple[str, str] | None:
    """Text and encoding of bytes that are no UTF-8, or None where no Vietnamese encoding gives Vietnamese."""
    latin = data.decode("latin-1")
    western = latin.translate(_WESTERN)
    candidates = {"tcvn3": _tcvn3(western), "vni": _vni(western), "viscii": latin.translate(VISCII)}
    candidates["cp1258"] = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    return _best(candidates)


def from_text(text: str) -> tuple[str, str] | None:
    """Text and encoding of a text whose Latin-1 characters are really bytes of TCVN3 or VNI, or None."""
    if vietnamese_share(text) >= LEAST_SHARE or not re.search("[\xa1-\xff]", text[:_SAMPLE]):
        return None
    return _best({"tcvn3": _tcvn3(text), "vni": _vni(text)})


def vietnamese_share(text: str) -> float:
    """The share of the commonest words of Vietnamese administrative texts among the words of ``text``, 0 to 1."""
    sample = text[:_SAMPLE].lower()
    words = len(_WORD.findall(sample))
    return len(_COMMON.findall(sample)) / words if words else 0.0


def is_vietnamese(text: str) -> bool:
    """Whether ``text`` has the words of Vietnamese prose, or as a list of names the letters (``Đắk Wil``)."""
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    return vietnamese_share(sample) >= LEAST_SHARE or len(_LETTER.findall(sample)) > _LEAST_LETTERS * letters > 0


def _best(candidates: dict[str, str]) -> tuple[str, str] | None:
    name = max(candidates, key=lambda key: vietnamese_share(candidates[key]))
    return (candidates[name], name) if vietnamese_share(candidates[name]) >= LEAST_SHARE else None


def _vni(text: str) -> str:
    return _VNI_PIECE.sub(lambda match: _VNI[match[0]], text)


def _tcvn3(text: str) -> str:
    """TCVN3 has no accented capitals: ``KÕ HO¹CH`` was set in a font of capitals, so ``KẾ HOẠCH`` is restored."""
    plain = unicodedata.normalize("NFC", text.translate(_TCVN3))
    return _WORD.sub(lambda match: _capitals(match[0], plain, match.end()), plain)


def _capitals(word: str, text: str, end: int) -> str:
    """``word`` in capitals where all its plain letters are, or where it stands before such a word: ``UỶ BAN``."""
    capitals = [char for char in word if char.isupper()]
    if len(capitals) + sum(not char.isascii() for char in word if char.islower()) < len(word) or not capitals:
        return word
    if len(capitals) > 1 or len(word) > 2:
        return word.upper()
    following = _WORD.search(text, end, end + 12)
    shouted = following is not None and len(following[0]) > 1 and not any("a" <= char <= "z" for char in following[0])
    return word.upper() if shouted else word
