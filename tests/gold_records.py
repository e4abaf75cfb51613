"""Records of the two annotated plans, made from the annotation by finding each quote in the source text."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from loaders.outline import outline
from loaders.reading import SourceText, read
from loaders.records import Assignment, Citation, Component, Document, Link, PlaceName, Records, Report, Signer, Target
from loaders.resolving.sections import Sections, sections
from loaders.view import view

ROOT = Path(__file__).parent.parent
GOLD = Path(__file__).parent / "gold"
PLANS = ("binh-son-2022", "bach-thong-2023")


@cache
def gold_source(name: str) -> SourceText:
    return read(ROOT / "corpus" / f"{name}.txt")


@cache
def gold_sections(name: str) -> Sections:
    return sections(outline(view(gold_source(name))))


@cache
def gold_records(name: str) -> Records:
    text = gold_source(name).text

    def span(quote: str) -> dict[str, int]:
        words = quote.split()
        for count in (len(words), 8, 4, 2, 1):
            found = re.search(r"\W*\s+\W*".join(map(re.escape, words[:count])), text)
            if found:
                return {"start": found.start(), "end": found.end()}
        raise AssertionError(quote)

    def layer(kind: str) -> list[dict[str, object]]:
        return json.loads((GOLD / f"{name}.{kind}.json").read_text(encoding="utf-8"))

    def rows(cls: type, kind: str, rename: dict[str, str] | None = None) -> tuple:
        made = []
        for row in layer(kind):
            values = {(rename or {}).get(key, key): value for key, value in row.items()}
            values = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
            made.append(cls(**values, **span(str(row["quote"]))))
        return tuple(made)

    head = layer("document")
    document = Document(
        **{key: head[key] for key in ("type", "number", "symbol", "issued", "issuer", "title", "vision")},
        place=PlaceName(**head["place"]),
        period=tuple(head["period"]),
        signers=tuple(Signer(**one, **span(one["name"])) for one in head["signers"]),
        recipients=tuple(head["recipients"]),
        start=0,
        end=1200,
        spans={"title": tuple(span(head["title"]).values())},
    )
    targets = rows(lambda **values: Target(**{"aligned": True} | values), "targets")
    return Records(
        document=document,
        citations=rows(Citation, "citations"),
        links=rows(Link, "links", {"from": "source", "to": "target"}),
        targets=targets,
        assignments=rows(Assignment, "assignments"),
        components=rows(Component, "components"),
        reports=rows(Report, "reports"),
    )
