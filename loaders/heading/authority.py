"""Issuer and place of a document, from what its letterhead, title, symbol and preamble say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from loaders.agencies import expand
from loaders.citing.oddity import initials
from loaders.folding import fold
from loaders.heading.body import central_issuer_named_in, party_body_in, speaker_in
from loaders.heading.issuer import Agency, decider, full_name, is_joint, letterhead
from loaders.heading.names import agency_name
from loaders.heading.place import Unit, from_date, level_of, place_of, unit_in, unit_of
from loaders.heading.zone import Zone
from loaders.numbers import symbol_parts
from loaders.records import PlaceName, Span
from loaders.resolving.issuers import issuer_of_symbol
from loaders.view import View

_PERSONAL: Final = re.compile(r"chu tich (?:uy ban nhan dan|ubnd)|thu tuong chinh phu|chu tich nuoc")
_COMMITTEE: Final = re.compile(r"(?:chu tich |thuong truc )?(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd)")
_COUNCIL: Final = re.compile(r"(?:hoi dong nhan dan|hdnd)\b")
_SUPERIOR: Final = re.compile(r"uy ban nhan dan|ubnd|bo ")
_BELOW: Final = re.compile(r"so |ban |tong cuc |cuc |thanh tra ")
_LOCAL: Final = re.compile(
    r"so |phong |cuc thue |ban dan toc|ban quan ly|thanh tra (?:tinh|huyen)|doan dai bieu quoc hoi"
    r"|van phong (?:uy ban|ubnd|hdnd|hoi dong|doan)"
)
_BARE_KIND: Final = re.compile(r"\s(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|thị trấn)$", re.IGNORECASE)
_HEAD_OF: Final = re.compile(
    r"(?:Bộ trưởng(?:, Chủ nhiệm)?|Chủ nhiệm|Thống đốc|(?:Tổng )?Giám đốc|Tổng Thanh tra(?= Thanh tra)|Trưởng (?=Ban )"
    r"|Tổng cục trưởng|Cục trưởng)\s?(?=Bộ |Ủy ban |Uỷ ban |Văn phòng |Ngân hàng |Sở |Thanh tra |Ban |Tổng cục |Cục "
    r"|Bảo hiểm )",
    re.IGNORECASE,
)
_DEPARTMENT: Final = re.compile(r"s[a-z]{1,9}|bdt")
_OPEN_END: Final = re.compile(r"[,-]$")
_TERM: Final = re.compile(r",?\s(?:KHÓA|KHOÁ|NHIỆM KỲ|KỲ HỌP)\s.*$")
_PARTY_BODIES: Final = (
    ("bo chinh tri", "Bộ Chính trị"),
    ("ban bi thu", "Ban Bí thư"),
    ("ban chap hanh trung uong", "Ban Chấp hành Trung ương"),
    ("ban thuong vu", "Ban Thường vụ"),
    ("ban chap hanh", "Ban Chấp hành"),
    ("thuong truc", "Thường trực"),
)
CENTRE: Final = PlaceName("trung ương", "", None)


@dataclass(frozen=True, slots=True)
class Issuer:
    """``Ban Dân tộc tỉnh Bắc Kạn``, the place it belongs to, and where the letterhead names it (None: inferred)."""

    name: str | None
    place: PlaceName | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class Context:
    """What else speaks of the issuer: the lines below the title, head, title, date, and for whom the signer stands."""

    below_title: Span
    head: Span
    title: str
    issued: str | None
    signed_for: str


def issuer_of(view: View, zone: Zone, context: Context) -> Issuer:
    """Who issued the document; name and place are None when nothing says it."""
    agencies = letterhead(view, zone)
    deciding = decider(view, *context.below_title)
    if zone.party and agencies:
        return _party(agencies, context, view)
    if agencies and _OPEN_END.search(agencies[-1].folded) and (bodies := _bodies_of(zone)):
        return Issuer(" - ".join(bodies), CENTRE, (agencies[0].start, agencies[-1].end))
    if is_joint(agencies):
        return Issuer(full_name(agencies), CENTRE, (agencies[0].start, agencies[-1].end))
    chosen = agencies[-1] if agencies else deciding or _speaker(view, zone)
    if deciding and _PERSONAL.match(deciding.folded):
        chosen = deciding
    chosen = (_inferior(view, zone, agencies[0], deciding) if len(agencies) == 1 else None) or chosen
    if chosen is None:
        return _inferred(view, zone, context)
    if not agencies:
        chosen = _body_of(chosen)
    unit = _unit(view, zone, context, [chosen, *reversed(agencies), *([deciding] if deciding else [])])
    outer = unit_in(agencies[0].printed) if agencies and agencies[0] != chosen else None
    place = place_of(unit, context.issued, view, outer if outer != unit else None) if unit else CENTRE
    if len(agencies) > 1 and (chosen.folded == "van phong" or _is_of_council(agencies[-2], chosen)):
        chosen = Agency(f"{chosen.printed} {agencies[-2].printed}", agencies[-2].start, chosen.end)
    return Issuer(_named(chosen, unit), place, (chosen.start, chosen.end))


def _speaker(view: View, zone: Zone) -> Agency | None:
    """Of a letter that has lost its letterhead: who speaks in its first sentences."""
    speaker = speaker_in(view, zone.address) if zone.address is not None and zone.number is None else None
    return Agency(speaker, zone.bound, zone.bound) if speaker else None


def _inferior(view: View, zone: Zone, superior: Agency, deciding: Agency | None) -> Agency | None:
    """The agency whose line below its superior's a site has lost: who decides, or who speaks in a letter.

    ``BỘ TÀI CHÍNH`` above ``Số: 1727/TCT-QLRR``: Tổng cục Thuế, if it is what the first sentences name.
    """
    body = _body_of(deciding) if deciding else None
    if body is not None and body != deciding and _SUPERIOR.match(superior.folded) and _BELOW.match(body.folded):
        return body
    if body is not None and body.folded.startswith(f"{superior.folded} ") and unit_in(body.printed) is None:
        return body  # BẢO HIỂM XÃ HỘI, whose second line is lost; TỔNG GIÁM ĐỐC BẢO HIỂM XÃ HỘI VIỆT NAM
    letters = symbol_parts(zone.number.symbol)[:1] if zone.number and zone.address is not None else []
    own = initials(agency_name(superior.printed))
    if not letters or own.startswith(letters[0]):
        return None
    speaker = speaker_in(view, zone.address or 0)
    if speaker is None or not initials(speaker).startswith(letters[0]):
        return None
    return Agency(speaker, zone.bound, zone.bound)


def _is_of_council(superior: Agency, agency: Agency) -> bool:
    """``BAN DÂN TỘC`` below ``HỘI ĐỒNG NHÂN DÂN TỈNH KON TUM`` is the council's, not the province's department."""
    return _COUNCIL.match(superior.folded) is not None and agency.folded.startswith("ban ")


def _bodies_of(zone: Zone) -> list[str]:
    """The ministries of ``TTLT-BTC-BLĐTBXH``; empty when the symbol has another body, or is no joint one."""
    kind, *parts = symbol_parts(zone.number.symbol) if zone.number else [""]
    bodies = [issuer_of_symbol(part, None) for part in parts]
    return [body for body in bodies if body] if kind.startswith("ttlt") and all(bodies) else []


def _unit(view: View, zone: Zone, context: Context, agencies: list[Agency]) -> Unit | None:
    for agency in agencies:
        unit = unit_in(_TERM.sub("", agency.printed))
        if unit:
            return unit
    if _COMMITTEE.match(agencies[0].folded):
        return unit_of(view, zone, context.head)
    return from_date(zone) if _LOCAL.match(agencies[0].folded) else None


def _named(agency: Agency, unit: Unit | None) -> str:
    """The agency's name with the unit it belongs to: ``SỞ TƯ PHÁP`` -> ``Sở Tư pháp tỉnh Bắc Kạn``."""
    name = agency_name(_TERM.sub("", agency.printed))
    if unit is None or fold(unit.name) in fold(name):
        return name
    return f"{_BARE_KIND.sub('', name)} {unit.words}"


def _body_of(agency: Agency) -> Agency:
    """Without a letterhead a minister stands for the ministry: ``BỘ TRƯỞNG BỘ NỘI VỤ`` -> ``BỘ NỘI VỤ``."""
    head = _HEAD_OF.match(agency.printed)
    return Agency(agency.printed[head.end() :], agency.start + head.end(), agency.end) if head else agency


def _inferred(view: View, zone: Zone, context: Context) -> Issuer:
    """Without a letterhead: a central body's own symbol (``QĐ-TTg``), or the committee that the preamble names."""
    symbol = zone.number.symbol if zone.number else ""
    central = issuer_of_symbol(symbol, None) if symbol else None
    if central:
        return Issuer(central, CENTRE, None)
    unit = unit_of(view, zone, context.head)
    department = _department(symbol, unit, context.issued)
    if department:
        return department
    named = central_issuer_named_in(view, context.head)
    if named:
        return Issuer(named, CENTRE, None)
    if unit is None:
        return Issuer(None, None, None)
    council = "hdnd" in symbol_parts(symbol) or (zone.type is not None and zone.type.slug == "nghi-quyet")
    name = f"{'Hội đồng nhân dân' if council else 'Ủy ban nhân dân'} {unit.words}"
    return Issuer(name, place_of(unit, context.issued, view, None), None)


def _department(symbol: str, unit: Unit | None, issued: str | None) -> Issuer | None:
    """``SNV-CCHC`` in a document of tỉnh Sơn La: Sở Nội vụ tỉnh Sơn La."""
    letters = next((part for part in symbol_parts(symbol) if _DEPARTMENT.fullmatch(part)), None)
    if letters is None or unit is None or level_of(unit, issued) != "tỉnh":
        return None
    place = PlaceName("tỉnh", unit.name, unit.name)
    agency = expand(letters.upper(), place)
    return Issuer(agency.full, place, None) if agency.known and agency.type.startswith(("so-", "ban-dan-toc")) else None


def _party(agencies: list[Agency], context: Context, view: View) -> Issuer:
    """``TỈNH ỦY BẮC KẠN`` signed ``T/M BAN THƯỜNG VỤ`` is Ban Thường vụ Tỉnh ủy Bắc Kạn."""
    agency = agencies[-1]
    unit = unit_in(agency.printed) or unit_in(agencies[0].printed)
    title = fold(context.title)
    body = next((name for words, name in _PARTY_BODIES if words in context.signed_for), None)
    body = body or next((name for words, name in _PARTY_BODIES[:3] if title.startswith(f"cua {words}")), None)
    body = body or party_body_in(view, context.head)
    name = agency_name(agency.printed)
    if body and (unit is None or body in ("Bộ Chính trị", "Ban Bí thư")):
        name = body
    elif body and not name.startswith(body):
        name = f"{body} {name}"
    place = place_of(unit, context.issued, view, None) if unit else CENTRE
    return Issuer(name, place, (agency.start, agency.end))
