"""Vietnamese names as slugs: the parts of identifiers that people can read, type and search without accents.

Different spellings of one name give one slug: NFC and NFD, ``đ``/``d``, tone-mark placement (``hòa``/``hoà``), kinds of
dashes, case. The words themselves stay in ``rdfs:label``; a slug is only a name for a node.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

UNKNOWN = "khong-ro"
"""Stands in an identifier for a part that no text gives: the year of a document cited without a date."""

_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_D_WITH_STROKE = str.maketrans("đĐ", "dd")

_SHORT_ISSUERS = (
    ("uy-ban-nhan-dan", "ubnd"),
    ("hoi-dong-nhan-dan", "hdnd"),
)
_CENTRAL_CITIES = frozenset({"ha-noi", "ho-chi-minh", "hai-phong", "da-nang", "can-tho", "hue"})
_BELOW_PROVINCE = re.compile(
    r"(?:^|-)(?:huyen|thi-xa|thanh-pho|quan|xa|phuong|thi-tran|huyen-uy|thi-uy|thanh-uy|quan-uy)-(?!uy-)(?P<name>.+)$"
)


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """``Ủy ban nhân dân tỉnh Bắc Kạn`` gives ``uy-ban-nhan-dan-tinh-bac-kan``, ``303/KH-UBND`` gives ``303-kh-ubnd``.

    Only ``a-z``, ``0-9`` and single hyphens between them; empty when ``text`` has no letter or digit.
    """
    plain = unicodedata.normalize("NFD", text).translate(_D_WITH_STROKE).lower()
    return _NOT_PLAIN.sub("-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")


def place_slug(level: str, name: str, *, district: str | None = None, province: str | None = None) -> str:
    """A place in the name of an agency: the printed kind of unit, its name, and below the province what it lies in.

    ``("tỉnh", "Bắc Kạn")`` gives ``tinh-bac-kan``; ``("huyện", "Bạch Thông", province="Bắc Kạn")`` gives
    ``huyen-bach-thong-bac-kan``; ``("xã", "Bình An", district="huyện Bình Sơn", province="Quảng Ngãi")`` gives
    ``xa-binh-an-huyen-binh-son-quang-ngai``; ``("trung ương", "")`` gives ``trung-uong``.
    """
    parts = (level, name, district or "", province or "")
    return "-".join(s for s in map(slug, parts) if s)


def issuer_slug(name: str, province: str | None = None) -> str:
    """An issuer in the identifier of a document: ``Ủy ban nhân dân tỉnh Bắc Kạn`` gives ``ubnd-tinh-bac-kan``.

    ``province`` is added below the province: ``("Ủy ban nhân dân huyện Bạch Thông", "Bắc Kạn")`` gives
    ``ubnd-huyen-bach-thong-bac-kan``. Central bodies go by their names: ``thu-tuong-chinh-phu``. An issuer that is
    not known gives :data:`UNKNOWN`.
    """
    short = slug(name)
    for long, abbreviation in _SHORT_ISSUERS:
        if short == long or short.startswith(long + "-"):
            short = abbreviation + short[len(long) :]
    inside = slug(province or "")
    place = _BELOW_PROVINCE.search(short)
    if inside and place and not _says_province(place["name"], inside):
        short = f"{short}-{inside}"
    return short or UNKNOWN


def _says_province(name: str, province: str) -> bool:
    """Whether a place's slug ends in its province already, or is a city that is a province itself."""
    return name.endswith("-" + province) or (name == province and name in _CENTRAL_CITIES)
