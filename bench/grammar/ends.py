"""The first and the last lines of a plan: letterhead, number, date and title; reports, recipients and signature."""

from __future__ import annotations

import random
from typing import Any, Final

from grammar.bodies import BODIES
from grammar.editions import Edition
from grammar.prose import person
from grammar.writing import Draft

_PERIODS: Final = {"strategy": [2021, 2030], "programme": [2021, 2025], "development": [2021, 2030]}
_RECIPIENTS: Final = {
    "tỉnh": (
        "Ủy ban Dân tộc",
        "Thường trực Tỉnh ủy",
        "Thường trực HĐND tỉnh",
        "CT, các PCT UBND tỉnh",
        "Các sở, ban, ngành tỉnh",
        "UBND các huyện, thị xã, thành phố",
        "CVP, các PCVP UBND tỉnh",
    ),
    "huyện": (
        "UBND tỉnh",
        "Ban Dân tộc tỉnh",
        "Thường trực HĐND {kind}",
        "CT, các PCT UBND {kind}",
        "Các phòng, ban thuộc {kind}",
        "Công an {kind}",
        "Trung tâm Y tế {kind}",
        "LĐVP",
    ),
    "xã": (
        "UBND huyện",
        "Thường trực Đảng ủy",
        "Thường trực HĐND {kind}",
        "Các ban, ngành, đoàn thể {kind}",
        "Các thôn",
    ),
}


def letterhead(draft: Draft, edition: Edition, title: str, rng: random.Random, *, in_capitals: bool) -> dict[str, Any]:
    """Letterhead, number, date and title as far as they are there; the document's record so far."""
    number, issued = _number_and_date(edition)
    if "letterhead" not in edition.missing:
        _head(draft, edition, number, rng)
    draft.say("type", "KẾ HOẠCH")
    printed = title.upper() if in_capitals else title
    draft.say("title", printed)
    period = [edition.year, edition.year] if edition.kind == "annual" else _PERIODS.get(edition.kind)
    return {
        "type": "ke-hoach",
        "number": number,
        "symbol": None if "letterhead" in edition.missing else "KH-UBND",
        "issued": issued,
        "issuer": f"Ủy ban nhân dân {edition.local}",
        "place": {"level": edition.place.level, "name": edition.place.name, "province": edition.place.province},
        "title": printed,
        "period": period,
        "vision": 2045 if edition.kind == "strategy" else None,
    }


def _number_and_date(edition: Edition) -> tuple[str | None, str | None]:
    number = None if "number" in edition.missing else edition.number
    if "letterhead" in edition.missing:
        return None, None
    return number, edition.issued.strftime("%Y-%m") if "date" in edition.missing else edition.issued.isoformat()


def _head(draft: Draft, edition: Edition, number: str | None, rng: random.Random) -> None:
    draft.say("letterhead", "ỦY BAN NHÂN DÂN", edition.local.upper(), "-------")
    draft.say("number", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    draft.say("letterhead", "Độc lập - Tự do - Hạnh phúc", "---------------")
    draft.say("number", f"Số: {number or '/KH-UBND'}")
    day = "" if "date" in edition.missing else f"{edition.issued.day:02} "
    month = f"{edition.issued.month:02}" if edition.issued.month < 3 else str(edition.issued.month)
    seat = edition.place.name if rng.random() < 0.9 or edition.place.level == "xã" else edition.place.province
    draft.say("number", f"{seat}, ngày {day}tháng {month} năm {edition.issued.year}")


def close(draft: Draft, edition: Edition, rng: random.Random) -> list[dict[str, Any]]:
    """Who reports to whom until when; now and then the same duty with a second date."""
    kind, level = edition.place.kind, edition.place.level
    desk = BODIES[level][0].name
    days = rng.sample(((12, 15), (12, 1), (12, 5), (11, 30), (12, 10)), 2)
    asked = days[0] if rng.random() < 0.9 else None
    line = draft.line("text")
    line.add("Căn cứ các nhiệm vụ được phân công tại Kế hoạch này, ")
    start = line.here
    line.add(f"các cơ quan, đơn vị, địa phương liên quan định kỳ báo cáo kết quả thực hiện về UBND {kind}")
    line.add(f" trước ngày {asked[1]:02}/{asked[0]:02} hằng năm" if asked else " hằng năm")
    deadline = f"--{asked[0]:02}-{asked[1]:02}" if asked else None
    line.state("reports", _report("các cơ quan, đơn vị, địa phương liên quan", f"UBND {kind}", deadline), start)
    higher = {"tỉnh": "Ủy ban Dân tộc", "huyện": "Ủy ban nhân dân tỉnh", "xã": "Ủy ban nhân dân huyện"}[level]
    line.add(f" để tổng hợp, báo cáo {higher} theo quy định.")
    planted: list[dict[str, Any]] = []
    if asked and rng.random() < 0.08:
        line = draft.line("text")
        line.add("Trong quá trình thực hiện, ")
        start, late = line.here, days[1]
        line.add("các cơ quan, đơn vị, địa phương liên quan định kỳ báo cáo kết quả thực hiện Kế hoạch này về ")
        line.add(f"UBND {kind} trước ngày {late[1]:02}/{late[0]:02} hằng năm")
        record = _report("các cơ quan, đơn vị, địa phương liên quan", f"UBND {kind}", f"--{late[0]:02}-{late[1]:02}")
        line.state("reports", record, start)
        line.add(".")
        planted.append({"kind": "two-deadlines", "deadlines": [deadline, record["deadline"]]})
    asks = rng.choice(("Yêu cầu", "Đề nghị"))
    last = f"{asks} {desk} và các đơn vị liên quan tổ chức thực hiện./."
    draft.say("text", f"Trên đây là Kế hoạch của UBND {kind}. {last}")
    return planted


def _report(who: str, to: str, deadline: str | None) -> dict[str, Any]:
    return {"who": who, "to": to, "deadline": deadline, "frequency": "năm"}


def sign(draft: Draft, edition: Edition, rng: random.Random) -> dict[str, Any]:
    """Recipients and signature, as part of the document's record."""
    kind = edition.place.kind
    known = _RECIPIENTS[edition.place.level]
    chosen = sorted(rng.sample(range(len(known)), rng.randint(3, len(known))))
    names = [known[index].format(kind=kind) for index in chosen] + [f"Lưu: VT, {person(rng).split()[-1]}"]
    draft.say("tail", "Nơi nhận:")
    for index, name in enumerate(names):
        draft.say("recipient", f"- {name}{';' if index + 1 < len(names) else '.'}")
    name, deputy = person(rng), rng.random() < 0.6
    draft.say("sign", "TM. ỦY BAN NHÂN DÂN", *(("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH") if deputy else ("CHỦ TỊCH",)))
    draft.say("signer", name)
    role = "Phó Chủ tịch" if deputy else "Chủ tịch"
    signer = {"name": name, "role": role, "on_behalf_of": "KT. CHỦ TỊCH" if deputy else None}
    return {"signers": [signer], "recipients": names}
