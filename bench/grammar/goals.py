"""Targets in bullets, with values that a plan takes from the plan above or, now and then, falls short of."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any, Final

from grammar.indicators import GOOD_WILL, PHRASES, SHARES, Better, Phrase, Share
from grammar.writing import Draft
from loaders.goals.indicators import label_of

WEAKER: Final = 0.06
"""The share of the targets that a plan has in common with the plan above it in which it aims lower."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A value taken up: what a plan below compares with."""

    comparator: str | None
    value: float | None
    better: Better


_COMPARED: Final = {
    "eq": ("{v}% {whom} {do}", "tỷ lệ {whom} {do} đạt {v}%"),
    "gt": ("trên {v}% {whom} {do}", "tỷ lệ {whom} {do} đạt trên {v}%"),
    "ge": ("ít nhất {v}% {whom} {do}", "tỷ lệ {whom} {do} đạt từ {v}% trở lên"),
}


def choose(rng: random.Random, above: dict[str, Aim], size: int) -> list[Share | Phrase]:
    """The indicators of one horizon: most of those that the plan above has, and others, ``size`` in all, shuffled."""
    known = {goal.indicator: goal for goal in (*SHARES, *PHRASES)}
    kept = [known[name] for name in above if name in known and rng.random() < 0.9][:size]
    rest = [goal for goal in known.values() if goal not in kept]
    others = rng.sample(rest, max(0, min(size, len(known)) - len(kept)))
    chosen = [*kept, *others, *rng.sample(GOOD_WILL, rng.randint(0, 3))]
    rng.shuffle(chosen)
    return chosen


def write(
    draft: Draft,
    goals: list[Share | Phrase],
    horizon: int,
    above: dict[str, Aim],
    earlier: dict[str, Aim],
    *,
    rng: random.Random,
) -> tuple[dict[str, Aim], list[dict[str, Any]]]:
    """Bullets with these targets, one to three in each; what they aim at, and where they are weaker than above.

    None aims lower than the plan itself does at an ``earlier`` horizon.
    """
    aims: dict[str, Aim] = {}
    weaker: list[dict[str, Any]] = []
    while goals:
        line = draft.line("item", "- ")
        count = rng.choice((1, 1, 2, 3))
        for index, goal in enumerate(goals[:count]):
            aim, words = _aim(goal, above.get(goal.indicator), earlier.get(goal.indicator), rng)
            if index:
                line.add("; ")
                words = words[:1].lower() + words[1:]
            start = line.here
            line.add(words)
            line.state("targets", _record(goal, aim, horizon), start)
            aims[goal.indicator] = aim
            weaker += _compare(goal.indicator, horizon, aim, above.get(goal.indicator))
        line.add(".")
        goals = goals[count:]
    return aims, weaker


def _aim(goal: Share | Phrase, above: Aim | None, earlier: Aim | None, rng: random.Random) -> tuple[Aim, str]:
    better = _better(goal)
    taken = above or earlier
    free = taken.comparator if taken else rng.choice(tuple(_COMPARED))
    comparator = goal.comparator if isinstance(goal, Phrase) else free
    value = _value(goal, above, earlier, rng)
    printed = "" if value is None else f"{value:g}".replace(".", ",")
    if isinstance(goal, Phrase):
        return Aim(comparator, value, better), goal.words.format(v=printed)
    pattern = rng.choice(_COMPARED[comparator or "eq"])
    return Aim(comparator, value, better), pattern.format(v=printed, whom=goal.whom, do=goal.do)


def _value(goal: Share | Phrase, above: Aim | None, earlier: Aim | None, rng: random.Random) -> float | None:
    if isinstance(goal, Phrase):
        choices = goal.values
    else:
        choices = tuple(whole + half for whole in range(goal.low, goal.high) for half in (0, 0, 0.5))
    if not choices:
        return None
    reached = [value for value in choices if not _lower(value, earlier)] or [
        max(choices, key=lambda v: v * _better(goal))
    ]
    worse = [value for value in reached if _lower(value, above)]
    if worse and rng.random() < WEAKER:
        return rng.choice(worse)
    return rng.choice([value for value in reached if value not in worse] or reached)


def _better(goal: Share | Phrase) -> Better:
    return 1 if isinstance(goal, Share) else goal.better


def _lower(value: float, aim: Aim | None) -> bool:
    return aim is not None and aim.value is not None and (value - aim.value) * aim.better < 0


def _compare(indicator: str, horizon: int, aim: Aim, above: Aim | None) -> list[dict[str, Any]]:
    if above is None or aim.value is None or not _lower(aim.value, above):
        return []
    values = {"value": aim.value, "above": above.value}
    return [{"kind": "weaker-target", "indicator": indicator, "horizon": horizon, **values}]


def _record(goal: Share | Phrase, aim: Aim, horizon: int) -> dict[str, Any]:
    phrase = goal if isinstance(goal, Phrase) else None
    return {
        "horizon": horizon,
        "indicator": goal.indicator,
        "aligned": True,
        "label": label_of(goal.indicator),
        "direction": phrase.direction if phrase else "level",
        "comparator": aim.comparator,
        "value": aim.value,
        "unit": phrase.unit if phrase else "%",
        "per": phrase.per if phrase else None,
        "baseline": phrase.baseline if phrase else None,
    }
