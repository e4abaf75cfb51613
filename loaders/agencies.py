"""Agencies: a name as a document prints it becomes a type, a full name with its place, and the place itself.

``expand("Tài chính - Kế hoạch", place, "Phòng")`` in a plan of huyện Bình Sơn is ``Phòng Tài chính - Kế hoạch huyện
Bình Sơn`` of the type ``phong-tai-chinh-ke-hoach``; ``expand("Bình Khương", place, "UBND xã")`` is ``Ủy ban nhân dân xã
Bình Khương, huyện Bình Sơn``; ``Ban Tuyên giáo Huyện ủy`` is that of ``Huyện ủy Bình Sơn``. A name that the scheme does
not have keeps its words, and its type is the slug of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from loaders.bodies.places import KINDS, NATION, RANK, AgencyPlace, level_of, place_of
from loaders.bodies.scheme import AgencyType, Name, agency_scheme
from loaders.folding import fold
from loaders.records import Level, PlaceName
from ontology.slug import slug

_BLANKS = re.compile(r"\s+")
_DASHES = re.compile(r"\s*[–—−]\s*|(?<=[^\W\d_])-\s+(?=\w)")
_IN_THE_WHOLE = re.compile(r"\s+trong(?: toàn)? (?:tỉnh|huyện|thành phố|thị xã)$", re.IGNORECASE)
_OFFICERS = "cong-chuc-"  # of a commune: by the fields that their title has
_POST = re.compile(
    r"(?:(?:đồng chí|các đồng chí)\s+)?(?:lãnh đạo|lđ|thường trực|thủ trưởng|giám đốc|chủ nhiệm|bộ trưởng|hiệu trưởng"
    r"|tổng giám đốc|chỉ huy trưởng|chánh(?=\s+(?:văn|thanh|tòa))"
    r"|chủ tịch(?=\s+(?:ubnd|ủy ban|uỷ ban|hội|hđnd|ubmt|mặt))|bí thư(?=\s+(?:đoàn|tỉnh đoàn|huyện đoàn))"
    r"|trưởng(?=\s+(?:phòng|ban|đài|công an|trạm|các (?:phòng|ban))))\s+(?:của\s+)?",
    re.IGNORECASE,
)
_COMMITTEE = re.compile(r"(?:các )?(?P<body>uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd)(?= |$)")
_COMMITTEE_NAMES = {"u": ("Ủy ban nhân dân", "ubnd"), "h": ("Hội đồng nhân dân", "hdnd")}
_CLASS_SLUGS: dict[Level, str] = {"trung ương": "tinh", "tỉnh": "tinh", "huyện": "huyen", "xã": "xa"}
_UNIT_WORD = re.compile(
    r"\b(trung ương|tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu)(?!\s+hội)\b", re.IGNORECASE
)
_UNIT_CODE = re.compile(r"\bTP\.?(?=\s)")
_COMMITTEE_OF: dict[str, Level] = {"tỉnh ủy": "tỉnh", "thành ủy": "tỉnh", "huyện ủy": "huyện", "thị ủy": "huyện",
                                   "quận ủy": "huyện", "đảng ủy": "xã"}  # fmt: skip
_COMMITTEE_AT = {"tỉnh": "Tỉnh ủy", "huyện": "Huyện ủy", "thị xã": "Thị ủy", "quận": "Quận ủy",
                 "xã": "Đảng ủy", "phường": "Đảng ủy", "thị trấn": "Đảng ủy", "đặc khu": "Đảng ủy"}  # fmt: skip
_PARTY = re.compile(r"\b(tỉnh|thành|huyện|thị|quận|đảng)\s+[uủ][ỷỹyỳ]\b", re.IGNORECASE)
_YOUTH = re.compile(r"(?:tỉnh|thành|huyện|thị|quận)\s+đoàn\b", re.IGNORECASE)
_RELATED = re.compile(r"\s*,?\s*(?:có\s+)?liên quan(?=\s|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Agency:
    """``phong-y-te``, "Phòng Y tế huyện Bạch Thông", its place; ``known`` tells whether the scheme has the type."""

    type: str
    full: str
    place: AgencyPlace | None
    known: bool = True


def expand(printed: str, place: PlaceName | AgencyPlace | None, kind: str = "") -> Agency:
    """The agency that ``printed`` names in a document of ``place``; ``kind`` is the word a list has before its members.

    ``kind`` is "Phòng" for the members of "Các phòng: …", "Sở", "UBND xã", or empty. Never fails: what is not known is
    an agency of its own type.
    """
    return _expand(_BLANKS.sub(" ", printed).strip(" .;,:"), place_of(place), kind.strip())


@lru_cache(maxsize=4096)
def _expand(printed: str, place: AgencyPlace | None, kind: str) -> Agency:
    name = _POST.sub("", printed, count=1) if _POST.match(printed) else printed
    name = _lowered(name) if name.isupper() and " " in name else name
    if kind and _COMMITTEE.match(fold(kind)) and not _COMMITTEE.match(fold(name)):
        return _committee(f"{kind} {name}", place)
    if _COMMITTEE.match(fold(name)):
        return _committee(name, place)
    for text in (name, f"{kind} {name}") if kind else (name,):
        found = agency_scheme().find(text, fold(text), (0, len(text)), place.level if place else None)
        if found is not None:
            return _known(found, text, place)
    return _unknown(f"{kind} {name}".strip(), place)


def _committee(name: str, place: AgencyPlace | None) -> Agency:
    """``UBND các xã, thị trấn``, ``UBND tỉnh``, ``UBND xã Bình An``, ``Ủy ban nhân dân cấp huyện``, ``UBND``."""
    folded = fold(name)
    cut = _COMMITTEE.sub("", folded, count=1)
    body, prefix = _COMMITTEE_NAMES[folded.removeprefix("cac ")[0]]
    rest = _UNIT_CODE.sub("thành phố", name[len(name) - len(cut) :]).strip(" :,")
    unit = _UNIT_WORD.search(rest)
    if unit is None:
        level = _below(place) if rest.lower().startswith("các cấp") else place.level if place else "tỉnh"
        return Agency(f"{prefix}-{_CLASS_SLUGS[level]}", _tidy(f"{body} {rest} {place.full if place else ''}"), place)
    kind, named = unit[1].lower(), rest[unit.end() :].strip()
    single = unit.start() == 0
    if single and named[:1].isupper():
        at = _named_unit(kind, named, place)
        return Agency(f"{prefix}-{_CLASS_SLUGS[at.level]}", f"{body} {at.full}", at)
    level = _class_level(kind, place)
    if level == "tỉnh" and not single:
        return Agency(f"{prefix}-tinh", _class_name(body, rest, None), NATION)
    if single and place and not named and RANK[level] <= RANK[place.level]:
        at = place.above(level)
        return Agency(f"{prefix}-{_CLASS_SLUGS[level]}", f"{body} {at.full}", at)
    return Agency(f"{prefix}-{_CLASS_SLUGS[level]}", _class_name(body, rest, place), place)


def _class_name(name: str, rest: str, place: AgencyPlace | None) -> str:
    """All bodies of a level: ``("Công an", "xã", huyện Đakrông)`` → ``Công an cấp xã huyện Đakrông``."""
    rest = _IN_THE_WHOLE.sub("", rest)
    if not re.match(r"(?:các|cấp|mỗi|những)\b", rest, re.IGNORECASE):
        rest = f"{'các' if ',' in rest or ' và ' in rest else 'cấp'} {rest}"
    full = f"{name} {_lower_first(rest)}"
    return _tidy(full if place is None or place.name.lower() in full.lower() else f"{full} {place.full}")


def _below(place: AgencyPlace | None) -> Level:
    """The level below a document's: the committees "các cấp" that a province's plan charges are districts'."""
    return "xã" if place and RANK[place.level] >= RANK["huyện"] else "huyện"


def _class_level(kind: str, place: AgencyPlace | None) -> Level:
    """``thành phố`` without a name is the document's own city, else one of the units of a province."""
    if kind == "thành phố":
        return "tỉnh" if place and place.kind == "thành phố" and place.level == "tỉnh" else "huyện"
    return KINDS[kind]


def _named_unit(kind: str, name: str, place: AgencyPlace | None) -> AgencyPlace:
    level = level_of(kind, name)
    if place is None:
        return AgencyPlace(level, kind, name)
    if place.above(level).name.lower() == name.lower() and place.above(level).level == level:
        return place.above(level)
    return place.below(kind, name)


def _known(found: Name, text: str, place: AgencyPlace | None) -> Agency:
    rest = text[found.end :].strip(" ,:-–")
    kind = found.type
    if kind.body == "tap-the" or kind.label.startswith("Các "):
        at = NATION if kind.levels == ("trung ương",) else place
        return Agency(kind.slug, _group(text, at), at)
    if kind.levels == ("trung ương",) or "trung ương" in found.full.lower():
        return Agency(kind.slug, found.full, NATION)
    if unit := _lower_unit(rest, place):
        return Agency(kind.slug, _class_name(found.full, unit, place), place)
    at, committee = _place_in(rest, kind, place)
    if kind.body == "co-quan-dang":
        return Agency(kind.slug, _party_name(found.full, rest, at, committee), at)
    if kind.slug.startswith(_OFFICERS) and rest[:1].isupper() and not _is_place(rest, place):
        return Agency(kind.slug, _with_place(text, at), at)
    placed = rest == "" or (kind.body != "doanh-nghiep" and _is_place(rest, place))
    return Agency(kind.slug, _full_name(kind, found.full, "" if placed else rest, at), at)


def _full_name(kind: AgencyType, name: str, rest: str, at: AgencyPlace | None) -> str:
    """A name and its place; ``Báo Đắk Lắk`` and ``Tỉnh đoàn Bắc Kạn`` go by the province's name alone."""
    if at is not None and kind.slug == "bao-tinh":
        return f"Báo {at.name}"
    if at is not None and _YOUTH.match(name):
        return f"{name} {at.name}"
    return _with_place(f"{name} {rest}", at)


def _lower_unit(rest: str, place: AgencyPlace | None) -> str:
    """The words after a name that tell a level below the document's: ``xã``, ``các huyện, thành phố``."""
    unit = _UNIT_WORD.search(_UNIT_CODE.sub("thành phố", rest))
    if unit is None or place is None or RANK[_class_level(unit[1].lower(), place)] <= RANK[place.level]:
        return ""
    return rest if rest[: unit.start()].strip().lower() in ("", "các", "cấp") else ""


def _place_in(rest: str, kind: AgencyType, place: AgencyPlace | None) -> tuple[AgencyPlace | None, str]:
    """The place that the words after the name tell, and the Party committee they name (``Huyện ủy``)."""
    party = _PARTY.search(rest)
    if party is not None:
        committee = _BLANKS.sub(" ", party[0])
        level = _COMMITTEE_OF[f"{party[1].lower()} ủy"]
        return (place.above(level) if place else None), committee[:1].upper() + committee[1:].lower()
    if re.match(r"trung ương\b|việt nam$", rest, re.IGNORECASE) and "trung ương" in kind.levels and not _mttq(kind):
        return NATION, ""
    unit = _UNIT_WORD.search(_UNIT_CODE.sub("thành phố", rest))
    if place is None or unit is None or RANK[_class_level(unit[1].lower(), place)] > RANK[place.level]:
        return _default_place(kind, place, rest), ""
    return place.above(_class_level(unit[1].lower(), place)), ""


def _mttq(kind: AgencyType) -> bool:
    return kind.slug == "mttq"


def _default_place(kind: AgencyType, place: AgencyPlace | None, rest: str) -> AgencyPlace | None:
    """Without a word on it: the document's own level if the type has it, else the nearest level above that has it."""
    if place is None or place.level in kind.levels or rest:
        return place
    above = [level for level in kind.levels if RANK[level] < RANK[place.level]]
    return place.above(above[-1]) if above else place


def _is_place(rest: str, place: AgencyPlace | None) -> bool:
    """Whether the words after a name only say where: ``huyện``, ``huyện Bình Sơn``, ``Bạch Thông``."""
    words = re.sub(r"\b(?:trên địa bàn|cấp|thuộc|của)\b", " ", rest.lower())
    words = _UNIT_WORD.sub(" ", words).replace("việt nam", " ")
    names = [place.name, place.province or "", (place.district or "")] if place else []
    for name in names:
        words = words.replace(name.lower(), " ") if name else words
    return not words.strip(" ,-–")


def _with_place(text: str, at: AgencyPlace | None) -> str:
    """``Các đồn Biên phòng đóng quân trên địa bàn huyện`` + ``huyện Đakrông`` → ``… trên địa bàn huyện Đakrông``."""
    text = _tidy(text)
    if at is None or at.level == "trung ương" or at.name.lower() in text.lower():
        return text
    bare = re.sub(rf"\s*\b(?:{at.kind}|{at.level}|thành phố)$", "", text, flags=re.IGNORECASE)
    return f"{bare} {at.full}"


def _party_name(name: str, rest: str, at: AgencyPlace | None, committee: str) -> str:
    """``Ban Dân vận`` + ``Huyện ủy`` → ``Ban Dân vận Huyện ủy Bình Sơn``; without it the committee of the level."""
    if at is None or at.level == "trung ương":
        return _tidy(f"{name} {rest}")
    where = at.full if at.level == "xã" else at.name
    if _PARTY.search(name):
        return f"{name} {where}"
    return f"{name} {committee or _COMMITTEE_AT.get(at.kind, 'Thành ủy')} {where}"


def _group(text: str, place: AgencyPlace | None) -> str:
    """``các phòng, ban liên quan`` → ``Các phòng, ban liên quan huyện Bình Sơn``; after a clause it is in brackets."""
    words = _BLANKS.sub(" ", text).strip()
    lower = words[:1].lower() + words[1:]
    if not re.match(r"(?:các|mọi|những|toàn thể|tất cả)\s", lower, re.IGNORECASE):
        lower = f"các {lower}"
    full = lower[:1].upper() + lower[1:]
    if place is None or place.level == "trung ương" or place.name.lower() in full.lower():
        return full
    if re.search(r"\b(?:được|tại|theo|có tên|nêu|do)\b", full):
        return f"{full} ({place.full})"
    own = rf"\s*\b(?:(?:thuộc|của|cấp|trên địa bàn)\s+)?{place.kind}(?=$|\s+(?:có\s+)?liên quan$)"
    bare = re.sub(own, "", full, flags=re.IGNORECASE)
    return f"{bare} {place.full}"


def _unknown(text: str, place: AgencyPlace | None) -> Agency:
    """An agency that the scheme has no type for: its words, its place, and the slug of its words as type."""
    text = _tidy(text)
    unit = _UNIT_WORD.search(text)
    bare = text[: unit.start()].strip(" ,-") if unit and unit.start() > 3 else text
    at = place
    if place and unit and RANK[_class_level(unit[1].lower(), place)] < RANK[place.level]:
        at = place.above(_class_level(unit[1].lower(), place))
    label = re.sub(r"\bvà\b", " ", _RELATED.sub("", bare))
    return Agency(slug(label) or "co-quan", _with_place(text[:1].upper() + text[1:], at), at, known=False)


def _lowered(name: str) -> str:
    """``ỦY BAN NHÂN DÂN CÁC HUYỆN`` → ``ủy ban nhân dân các huyện``; what follows a unit keeps its capitals.

    ``UBND HUYỆN BẠCH THÔNG`` → ``ubnd huyện Bạch Thông``.
    """
    unit = _UNIT_WORD.search(name)
    tail = name[unit.end() :] if unit else ""
    named = tail.strip() and not re.match(r"\s*(?:,|và\b|$)", tail, re.IGNORECASE)
    return name[: unit.end()].lower() + tail.title() if unit and named else name.lower()


def _tidy(text: str) -> str:
    return _BLANKS.sub(" ", _DASHES.sub(" - ", text)).strip(" ,;:-")


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
