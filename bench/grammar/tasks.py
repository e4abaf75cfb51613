"""The body of a plan: components of Programme 1719, tasks with their agencies, solutions, and who does what."""

from __future__ import annotations

import random
from datetime import date
from typing import Any, Final

from grammar.acts import AREA, MENTIONS, Citations
from grammar.bodies import BODIES, LEAVES, Body, assigned, name_components, prose_duty
from grammar.editions import Edition
from grammar.prose import sentences
from grammar.writing import Draft
from loaders.programmes.scheme import component_titles

UNLED: Final = 0.03
"""The share of components that a plan lists and nobody leads."""
_TASKS: Final = (
    "Đổi mới quản lý nhà nước về công tác dân tộc",
    "Về phát triển kinh tế",
    "Về phát triển giáo dục và đào tạo",
    "Về phát triển y tế và dân số",
    "Về bảo tồn, phát triển văn hóa",
    "Về phát triển nguồn nhân lực",
    "Về phát triển kết cấu hạ tầng",
    "Về bảo đảm quốc phòng, an ninh",
    "Về lao động và việc làm",
)
_PARTS: Final = (
    "Đối với nông nghiệp",
    "Đối với công nghiệp, xây dựng",
    "Đối với thương mại, dịch vụ",
    "Đối với du lịch",
)
_SOLUTIONS: Final = (
    "Tăng cường sự lãnh đạo của các cấp ủy đảng",
    "Đẩy mạnh công tác tuyên truyền, vận động",
    "Huy động nguồn lực",
    "Hoàn thiện cơ chế, chính sách",
    "Nâng cao năng lực đội ngũ cán bộ",
    "Tăng cường kiểm tra, giám sát",
    "Phát huy vai trò của người có uy tín",
)
_SCHEME: Final = "Đề án tổng thể"
_SCHEME_RECORD: Final = {
    "number": None,
    "type": "de-an",
    "issued": None,
    "issuer": None,
    "role": "mention",
    "mentions": 1,
    "oddity": None,
}
_LEVELS: Final = ("project", "subproject", "content")


def contents(draft: Draft, heading: str, size: int, rng: random.Random) -> None:
    """The components as headings, down to sub-projects or to contents, each with what is done under it."""
    draft.say("heading", heading)
    deep = rng.random() < 0.5
    for code, titles in sorted(component_titles().items(), key=lambda item: _order(item[0])):
        parts = code.split("/")[1:]
        if not code.startswith("1719/") or (len(parts) == 3 and not (deep and parts[1] != "0")):
            continue
        line = draft.line("heading", f"{'.'.join(parts)}. ")
        start = line.add("")
        word = ("Dự án", "Tiểu dự án", "Nội dung")[len(parts) - 1]
        line.add(f"{word} {parts[-1]}: {titles[0]}")
        level = _LEVELS[len(parts) - 1]
        line.state("components", {"code": code, "level": level, "title": titles[0]}, start)
        if _SCHEME in titles[0]:
            line.state("citations", _SCHEME_RECORD, start + line.text[start:].index(_SCHEME))
        for _ in range(rng.randint(1, size)):
            draft.say("item", f"- {sentences(rng, 1, size)}")


def _order(code: str) -> list[int]:
    return [int(part) for part in code.split("/") if part.isdigit()]


def listed(draft: Draft, heading: str, rng: random.Random) -> None:
    """The ten projects in a list: ``(1) Giải quyết tình trạng thiếu đất ở, …``."""
    draft.say("heading", heading)
    draft.say(
        "text",
        f"Tập trung thực hiện đồng bộ, có hiệu quả Chương trình mục tiêu quốc gia {AREA} giai đoạn 2021 - 2030, "
        "gồm 10 dự án thành phần:",
    )
    titles = component_titles()
    for number in range(1, 11):
        line = draft.line("item")
        line.add(f"({number}) {titles[f'1719/{number}'][0]}")
        code = f"1719/{number}"
        line.state("components", {"code": code, "level": "project", "title": titles[code][0]}, 0)
        line.add(".")
    draft.say("item", f"- {sentences(rng, 1, 3)}")


def tasks(draft: Draft, edition: Edition, roman: str, size: int, rng: random.Random) -> None:
    """Tasks with who leads and who helps: ``- Cơ quan chủ trì: Sở Y tế.`` Some have parts, each with its own."""
    draft.say("heading", f"{roman}. NHIỆM VỤ")
    for number, title in enumerate(rng.sample(_TASKS, rng.randint(3, min(9, 3 + 2 * size))), 1):
        draft.say("heading", f"{number}. {title}")
        path = f"{roman}.{number}"
        if rng.random() < 0.25:
            draft.say("text", sentences(rng, 1, 2))
            for letter, part in zip("abc", rng.sample(_PARTS, rng.randint(2, 3)), strict=False):
                draft.say("heading", f"{letter}) {part}")
                _task(draft, edition, f"{path}.{letter}", size, rng)
        else:
            _task(draft, edition, path, size, rng)


def _task(draft: Draft, edition: Edition, path: str, size: int, rng: random.Random) -> None:
    draft.say("item", f"- Nội dung thực hiện: {sentences(rng, 1, 1 + size)}")
    lead, *partners = rng.sample(BODIES[edition.place.level], rng.randint(2, 4))
    line = draft.line("item", "- ")
    start = line.here
    line.add(f"Cơ quan chủ trì{rng.choice((' tham mưu', ''))}: {lead.name}")
    line.state("assignments", assigned(lead, edition, "lead", "task", path), start)
    line.add(".")
    line = draft.line("item", "- ")
    start = line.here
    line.add("Cơ quan phối hợp: ")
    for index, partner in enumerate(partners):
        line.add(", " if index else "")
        line.add(partner.name)
        line.state("assignments", assigned(partner, edition, "coordinate", "task", path), start)
    line.add(".")


def solutions(
    draft: Draft, heading: str, size: int, cited: Citations, *, day: date, rng: random.Random
) -> list[dict[str, Any]]:
    """Headed paragraphs of solutions; some name a document, some have a number twice."""
    draft.say("heading", heading)
    planted: list[dict[str, Any]] = []
    number = 0
    for index, title in enumerate(rng.sample(_SOLUTIONS, rng.randint(3, min(7, 3 + 2 * size)))):
        if index == 0 or rng.random() > 0.02:
            number += 1
        else:
            planted.append({"kind": "duplicated-heading", "number": f"{heading.split('.', maxsplit=1)[0]}.{number}"})
        draft.say("heading", f"{number}. {title}")
        draft.say("item", *(f"- {sentences(rng, 1, 1 + size)}" for _ in range(rng.randint(1, 1 + size))))
        if rng.random() < 0.3:
            planted += _mention(draft, cited, day, rng)
    return planted


def _mention(draft: Draft, cited: Citations, day: date, rng: random.Random) -> list[dict[str, Any]]:
    act = rng.choice(MENTIONS)
    if act.number in cited.records or act.misprint in cited.records or act.issued > day:
        return []
    misprinted = bool(act.misprint) and rng.random() < 0.3
    line = draft.line("item", "- Thực hiện chính sách theo quy định tại ")
    cited.cite(line, act, "mention", rng, misprinted=misprinted)
    line.add(".")
    return [{"kind": "misprinted-symbol", "number": act.misprint}] if misprinted else []


def organise(draft: Draft, edition: Edition, heading: str, rng: random.Random) -> list[dict[str, Any]]:
    """Agencies one by one, with components where the plan carries out Programme 1719, and with duties in prose."""
    draft.say("heading", heading)
    bodies = BODIES[edition.place.level]
    led = edition.kind in ("programme", "annual")
    unled = [code for code in LEAVES if led and rng.random() < UNLED]
    colon = rng.random() < 0.5
    number = 0
    for body in bodies:
        codes = [code for code in body.leads if led and code not in unled]
        if not codes and not (rng.random() < 0.8):
            continue
        number += 1
        label = f"{number}. {body.name}" + (f" {edition.place.kind}" if rng.random() < 0.6 else "")
        if codes and colon:
            _after_colon(draft, label, body, codes, edition)
        else:
            draft.say("heading", label)
            _in_bullets(draft, body, codes, edition, rng)
    _below(draft, number + 1, edition, rng)
    return [{"kind": "component-without-lead", "component": code} for code in unled]


def _after_colon(draft: Draft, label: str, body: Body, codes: list[str], edition: Edition) -> None:
    number, _, name = label.partition(" ")
    line = draft.line("item", f"{number} ")
    start = line.here
    line.add(f"{name}: Chủ trì, phối hợp với các cơ quan, đơn vị liên quan hướng dẫn, tổ chức thực hiện nội dung ")
    name_components(line, body, codes, edition, start)
    line.add(".")


def _in_bullets(draft: Draft, body: Body, codes: list[str], edition: Edition, rng: random.Random) -> None:
    if codes:
        line = draft.line("item", "- ")
        start = line.here
        line.add(rng.choice(("Chủ trì hướng dẫn thực hiện ", "Tổ chức triển khai thực hiện ")))
        name_components(line, body, codes, edition, start)
        line.add(".")
    for _ in range(rng.randint(0 if codes else 1, 3)):
        others = [other for other in BODIES[edition.place.level] if other != body]
        prose_duty(draft, body, edition, rng, rng.choice(others) if rng.random() < 0.25 else None)


def _below(draft: Draft, number: int, edition: Edition, rng: random.Random) -> None:
    """What the units below have to do: ``Ủy ban nhân dân các xã, thị trấn``."""
    if edition.place.level == "xã":
        return
    if edition.place.level == "tỉnh":
        body = Body("Ủy ban nhân dân các huyện, thị xã, thành phố", "ubnd-huyen")
    else:
        body = Body(f"Ủy ban nhân dân các xã, {'thị trấn' if edition.place.kind == 'huyện' else 'phường'}", "ubnd-xa")
    draft.say("heading", f"{number}. {body.name}")
    for _ in range(rng.randint(1, 3)):
        prose_duty(draft, body, edition, rng, None)
