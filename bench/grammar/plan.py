"""One plan from its first line to its last: what an edition says, written out and laid out."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any, Final

from grammar.acts import AIMS, AREA, BASES, STRATEGY, Act, Citations, of_edition
from grammar.editions import Edition
from grammar.ends import close, letterhead, sign
from grammar.goals import Aim, choose, write
from grammar.indicators import VISION
from grammar.layouts import LETTERHEAD, WITHOUT, lay_out
from grammar.prose import sentences
from grammar.tasks import contents, listed, organise, solutions, tasks
from grammar.writing import Draft, records

Aims = dict[int, dict[str, Aim]]
LAYERS: Final = ("citations", "links", "targets", "assignments", "components", "reports")


@dataclass(slots=True)
class Plan:
    """A plan with its truth: ``text`` as filed, ``truth`` by layer, ``planted`` the errors and contradictions in it."""

    edition: Edition
    text: str = ""
    truth: dict[str, Any] = field(default_factory=dict)
    planted: list[dict[str, Any]] = field(default_factory=list)
    aims: Aims = field(default_factory=dict)


def title_of(edition: Edition) -> str:
    """The title without the word ``Kế hoạch``."""
    where = f"trên địa bàn {edition.local}"
    match edition.kind:
        case "strategy":
            return f"Thực hiện {STRATEGY} {where}"
        case "programme":
            return f"Thực hiện Chương trình mục tiêu quốc gia {AREA} giai đoạn 2021 - 2025 {where}"
        case "annual":
            return f"Thực hiện Chương trình mục tiêu quốc gia {AREA} {where} năm {edition.year}"
        case "development":
            return f"{AREA[:1].upper()}{AREA[1:]} {edition.local} giai đoạn 2021 - 2030"
    return f"Tiếp tục thực hiện công tác dân tộc trong tình hình mới {where}"


def write_plan(edition: Edition, above: Aims, seed: int) -> Plan:
    """Writes an edition; ``above`` is what the plan that it implements aims at, by horizon."""
    rng = random.Random(f"{seed}:{edition.name}:{edition.number}")
    plan = Plan(edition)
    draft, bare = Draft(), "letterhead" in edition.missing
    layout = rng.choice(WITHOUT if bare else LETTERHEAD)
    document = letterhead(draft, edition, title_of(edition), rng, in_capitals=layout == "portal" and rng.random() < 0.5)
    cited = Citations(rng.choice(("slashes", "slashes", "words")))
    _preamble(draft, plan, cited, rng)
    size = rng.choice((1, 1, 1, 2, 2, 3))
    roman = iter(("I", "II", "III", "IV", "V", "VI"))
    _purpose(draft, edition, f"{next(roman)}. MỤC ĐÍCH, YÊU CẦU", cited, rng)
    _goals(draft, plan, f"{next(roman)}. MỤC TIÊU", above, rng)
    if edition.kind in ("programme", "annual"):
        contents(draft, f"{next(roman)}. NỘI DUNG THỰC HIỆN", size, rng)
    else:
        tasks(draft, edition, next(roman), size, rng)
        if edition.kind == "development":
            listed(draft, f"{next(roman)}. CÁC DỰ ÁN THÀNH PHẦN", rng)
    plan.planted += solutions(draft, f"{next(roman)}. GIẢI PHÁP CHỦ YẾU", size, cited, day=edition.issued, rng=rng)
    plan.planted += organise(draft, edition, f"{next(roman)}. TỔ CHỨC THỰC HIỆN", rng)
    plan.planted += close(draft, edition, rng)
    document |= sign(draft, edition, rng)
    printed = lay_out(draft, layout, rng)
    plan.text = printed.text
    plan.truth = {"document": document, **{layer: records(draft, printed, layer) for layer in LAYERS}}
    plan.planted += [{"kind": f"missing-{what}"} for what in sorted(edition.missing)]
    return plan


def _preamble(draft: Draft, plan: Plan, cited: Citations, rng: random.Random) -> None:
    edition = plan.edition
    aim = AIMS[edition.kind]
    carried = [aim] if rng.random() < 0.8 or edition.above is None else []
    if edition.above is not None:
        carried.append(of_edition(edition.above, f"về việc {_lower(title_of(edition.above))}"))
    taken = {act.number for act in (aim, aim.other) if act}
    bases = [act for act in BASES if act.number not in taken and act.issued < edition.issued]
    for act in rng.sample(bases, rng.randint(0, min(3, len(bases)))):
        misprinted = bool(act.misprint) and rng.random() < 0.3
        cited.cite(draft.line("text", "Căn cứ "), act, "basis", rng, misprinted=misprinted)
        draft.lines[-1].add(";")
        plan.planted += [{"kind": "misprinted-symbol", "number": act.misprint}] if misprinted else []
    _carry_out(draft, edition, carried, cited, rng)


def _carry_out(draft: Draft, edition: Edition, carried: list[Act], cited: Citations, rng: random.Random) -> None:
    line = draft.line("text")
    start = line.here
    line.add("Thực hiện ")
    for index, act in enumerate(carried):
        line.add("; " if index else "")
        end = cited.cite(line, act, "basis", rng)
        line.state("links", {"from": "this", "relation": "implements", "to": act.number}, start, end)
    kind = edition.place.kind
    if rng.random() < 0.5:
        line.add(".")
        draft.say("text", f"Ủy ban nhân dân {kind} ban hành Kế hoạch thực hiện cụ thể như sau:")
    else:
        line.add(f"; UBND {kind} ban hành Kế hoạch triển khai thực hiện với những nội dung như sau:")


def _purpose(draft: Draft, edition: Edition, heading: str, cited: Citations, rng: random.Random) -> None:
    draft.say("heading", heading, "1. Mục đích")
    line = draft.line("item", "- Quán triệt và tổ chức thực hiện ")
    cited.again(line, AIMS[edition.kind], rng)
    line.add(" và các chủ trương, chính sách của Đảng và Nhà nước về công tác dân tộc.")
    draft.say("item", f"- {sentences(rng, 1, 2)}")
    draft.say("heading", "2. Yêu cầu")
    draft.say("item", f"- {sentences(rng, 1, 2)}", f"- {sentences(rng, 1, 3)}")


def _goals(draft: Draft, plan: Plan, heading: str, above: Aims, rng: random.Random) -> None:
    kind, year = plan.edition.kind, plan.edition.year
    draft.say("heading", heading, "1. Mục tiêu tổng quát")
    draft.say("text", sentences(rng, 1, 3))
    horizons = (year,) if kind == "annual" else (2025,) if kind == "programme" else (2025, 2030)
    nested = len(horizons) > 1 and rng.random() < 0.5
    if nested:
        draft.say("heading", "2. Mục tiêu cụ thể")
    for index, horizon in enumerate(horizons):
        label = f"{'ab'[index]}) Mục tiêu" if nested else f"{index + 2}. Mục tiêu cụ thể"
        draft.say("heading", f"{label} đến năm {horizon}" if kind != "annual" else f"2. Mục tiêu cụ thể năm {horizon}")
        higher, earlier = above.get(horizon, {}), plan.aims.get(horizons[0], {})
        goals = choose(rng, higher, rng.randint(5, 18))
        plan.aims[horizon], weaker = write(draft, goals, horizon, higher, earlier, rng=rng)
        plan.planted += weaker
    if kind == "strategy" and rng.random() < 0.6:
        draft.say("heading", f"{3 if nested else len(horizons) + 2}. Tầm nhìn đến năm 2045")
        write(draft, list(VISION), 2045, {}, {}, rng=rng)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
