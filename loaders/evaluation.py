"""Scores extracted records against somebody's annotation, layer by layer.

An annotation is a folder of ``<document>.<layer>.json`` files: ``binh-son-2022.targets.json`` holds the targets that a
careful reader found in ``binh-son-2022.txt``. A record is *found* when its key agrees (a citation's number, a target's
horizon and value, …) and *strictly* right when every annotated attribute agrees too.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from loaders.comparing import fold_marks, same_number, shared_words, words
from loaders.errors import LoadError

Json = dict[str, Any]
Score = Callable[[Json, Json], float]

LAYERS: Final = ("document", "citations", "links", "targets", "assignments", "components", "reports")
DOCUMENT_FIELDS: Final = ("type", "number", "symbol", "issued", "period", "vision")


@dataclass(frozen=True, slots=True)
class Difference:
    """One record that was missed, is extra, or differs in an attribute; ``annotated``/``found`` is None if absent."""

    kind: str
    annotated: Json | None
    found: Json | None


@dataclass(frozen=True, slots=True)
class LayerScore:
    """Counts of one layer of one document, from which precision, recall and F1 follow."""

    document: str
    layer: str
    annotated: int
    found: int
    hits: int
    strict_hits: int
    differences: tuple[Difference, ...] = ()

    @property
    def precision(self) -> float:
        """Share of the found records that the annotation has; 1 when both are empty."""
        return self.hits / self.found if self.found else float(not self.annotated)

    @property
    def recall(self) -> float:
        """Share of the annotated records that were found; 1 when both are empty."""
        return self.hits / self.annotated if self.annotated else float(not self.found)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return _f1(self.hits, self.annotated, self.found)

    @property
    def strict_f1(self) -> float:
        """F1 where a hit also needs every annotated attribute right."""
        return _f1(self.strict_hits, self.annotated, self.found)


def _f1(hits: int, annotated: int, found: int) -> float:
    return 2 * hits / (annotated + found) if annotated + found else 1.0


def total(layer: str, scores: Sequence[LayerScore]) -> LayerScore:
    """The counts of several documents added up."""
    return LayerScore(
        "all",
        layer,
        sum(s.annotated for s in scores),
        sum(s.found for s in scores),
        sum(s.hits for s in scores),
        sum(s.strict_hits for s in scores),
    )


def annotated_documents(folder: Path) -> list[str]:
    """Names of the documents that ``folder`` annotates, such as ``["bach-thong-2023", "binh-son-2022"]``.

    Raises LoadError when the folder is missing or holds no ``<document>.<layer>.json``.
    """
    names = sorted({f.name.split(".")[0] for layer in LAYERS for f in folder.glob(f"*.{layer}.json")})
    if not names:
        raise LoadError(
            str(folder), "no annotation here", f"Give a folder of <document>.<layer>.json, layers: {', '.join(LAYERS)}"
        )
    return names


def score(folder: Path, document: str, found: Json) -> Iterator[LayerScore]:
    """Scores the records of one document (as ``lienvan extract`` prints them) for each layer that is annotated."""
    for layer in LAYERS:
        file = folder / f"{document}.{layer}.json"
        if file.exists():
            annotated = _annotation(file)
            if layer == "document":
                yield _score_document(document, annotated, found[layer])
            else:
                yield _score_layer(document, layer, annotated, found[layer])


def _annotation(file: Path) -> Any:
    try:
        return json.loads(file.read_text("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise LoadError(str(file), f"not JSON in UTF-8: {error}", "Mend the file and try again") from error


def _score_document(document: str, annotated: Json, found: Json) -> LayerScore:
    checks = _document_checks(annotated, found)
    wrong = tuple(
        Difference("differs", {field: annotated.get(field)}, {field: found.get(field)})
        for field, right in checks.items()
        if not right
    )
    right = len(checks) - len(wrong)
    return LayerScore(document, "document", len(checks), len(checks), right, right, wrong)


def _document_checks(annotated: Json, found: Json) -> dict[str, bool]:
    def place(record: Json) -> list[str]:
        return [fold_marks((record.get("place") or {}).get(key)) for key in ("level", "name", "province")]

    def names(record: Json) -> list[str]:
        return [fold_marks(signer["name"]) for signer in record.get("signers") or []]

    def recipients(record: Json) -> list[str]:
        return sorted(map(fold_marks, record.get("recipients") or []))

    return {
        **{field: annotated.get(field) == found.get(field) for field in DOCUMENT_FIELDS},
        "issuer": fold_marks(annotated.get("issuer")) == fold_marks(found.get("issuer")),
        "place": place(annotated) == place(found),
        "title": _similarity(annotated.get("title"), found.get("title")) >= 0.95,
        "signers": names(annotated) == names(found),
        "recipients": recipients(annotated) == recipients(found),
    }


def _score_layer(document: str, layer: str, annotated: list[Json], found: list[Json]) -> LayerScore:
    key, attributes = _SCORERS[layer]
    pairs = _pairs(annotated, found, key)
    strict = [(i, j) for i, j in pairs if attributes(annotated[i], found[j])]
    paired_annotated, paired_found = {i for i, _ in pairs}, {j for _, j in pairs}
    differences = [
        *(Difference("missed", a, None) for i, a in enumerate(annotated) if i not in paired_annotated),
        *(Difference("extra", None, f) for j, f in enumerate(found) if j not in paired_found),
        *(Difference("differs", annotated[i], found[j]) for i, j in pairs if (i, j) not in strict),
    ]
    return LayerScore(document, layer, len(annotated), len(found), len(pairs), len(strict), tuple(differences))


def _pairs(annotated: list[Json], found: list[Json], key: Score) -> list[tuple[int, int]]:
    """Greedy one-to-one pairing by descending score; a score of 0 never pairs."""
    ranked = sorted(
        ((key(a, f), i, j) for i, a in enumerate(annotated) for j, f in enumerate(found)),
        key=lambda row: (-row[0], row[1], row[2]),
    )
    used_annotated: set[int] = set()
    used_found: set[int] = set()
    pairs = []
    for value, i, j in ranked:
        if value > 0 and i not in used_annotated and j not in used_found:
            used_annotated.add(i)
            used_found.add(j)
            pairs.append((i, j))
    return pairs


def _similarity(a: str | None, b: str | None) -> float:
    return difflib.SequenceMatcher(None, fold_marks(a), fold_marks(b)).ratio()


def _citation_key(a: Json, f: Json) -> float:
    if a.get("number") or f.get("number"):
        same = fold_marks(a.get("number")) == fold_marks(f.get("number"))
        return float(same) * (1 + (a.get("issued") == f.get("issued")))
    shared = shared_words(a.get("quote"), f.get("quote"))
    return shared if shared >= 0.6 else 0


def _citation_attributes(a: Json, f: Json) -> bool:
    return (
        all(a[key] == f[key] for key in ("type", "issued", "role"))
        and fold_marks(a["issuer"]) == fold_marks(f["issuer"])
        and bool(a.get("oddity")) == bool(f.get("oddity"))
    )


def _same_end(a: str, f: str) -> bool:
    return fold_marks(a) == fold_marks(f) or (len(words(a)) > 4 and shared_words(a, f) >= 0.6)


def _link_key(a: Json, f: Json) -> float:
    return float(_same_end(a["from"], f["from"]) and _same_end(a["to"], f["to"]) and a["relation"] == f["relation"])


def _target_key(a: Json, f: Json) -> float:
    if a["horizon"] != f["horizon"] or not same_number(a["value"], f["value"]):
        return 0
    shared = shared_words(a["quote"], f["quote"])
    return shared + (a["indicator"] == f["indicator"]) if shared >= 0.5 else 0


def _target_attributes(a: Json, f: Json) -> bool:
    keys = ("indicator", "direction", "comparator", "per", "baseline")
    return all(a[key] == f[key] for key in keys) and fold_marks(a["unit"]) == fold_marks(f["unit"])


def _assignment_key(a: Json, f: Json) -> float:
    if any(a[key] != f[key] for key in ("agency_type", "role", "object_kind")):
        return 0
    shared = shared_words(a["quote"], f["quote"])
    if a["object_kind"] == "duty":
        return shared if shared >= 0.6 else 0
    return float(fold_marks(a["object"]) == fold_marks(f["object"])) * (1 + shared)


def _assignment_attributes(a: Json, f: Json) -> bool:
    return fold_marks(a["agency_full"]) == fold_marks(f["agency_full"])


def _component_attributes(a: Json, f: Json) -> bool:
    return a["level"] == f["level"] and _similarity(a["title"], f["title"]) >= 0.9


def _report_key(a: Json, f: Json) -> float:
    shared = shared_words(a["quote"], f["quote"])
    return shared + (a["deadline"] == f["deadline"]) if shared >= 0.5 else 0


_SCORERS: Final[dict[str, tuple[Score, Callable[[Json, Json], bool]]]] = {
    "citations": (_citation_key, _citation_attributes),
    "links": (_link_key, lambda _a, _f: True),
    "targets": (_target_key, _target_attributes),
    "assignments": (_assignment_key, _assignment_attributes),
    "components": (lambda a, f: float(a["code"] == f["code"]), _component_attributes),
    "reports": (_report_key, lambda a, f: a["deadline"] == f["deadline"] and a["frequency"] == f["frequency"]),
}
