"""The pipeline: a source text becomes the records of all seven layers."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from loaders.assignments import assignments
from loaders.citations import citations
from loaders.errors import LoadError
from loaders.gaps import gaps
from loaders.header import header
from loaders.links import links
from loaders.outline import Outline, outline
from loaders.programme import components
from loaders.reading import SourceText, read
from loaders.records import Document, Link, Records
from loaders.reporting import reports
from loaders.sidecar import Sidecar, read_sidecar
from loaders.targets import targets
from loaders.view import view

_NO_SIDECAR = Sidecar()


def extract(source: SourceText, sidecar: Sidecar = _NO_SIDECAR, *, explain: bool = False) -> Records:
    """What a source text says; ``sidecar`` overrides its header, ``explain`` fills ``Records.gaps``.

    Any text gives records, if empty ones; spans are code points of ``source.text``.
    """
    return extract_outlined(outline(view(source)), sidecar, explain=explain)


def extract_outlined(outlined: Outline, sidecar: Sidecar = _NO_SIDECAR, *, explain: bool = False) -> Records:
    """What a text says whose outline is at hand; see ``extract``."""
    document = sidecar.applied(header(outlined))
    cited = citations(outlined, document)
    records = Records(
        document=document,
        citations=cited,
        links=links(outlined, document, cited),
        targets=targets(outlined, document),
        assignments=assignments(outlined, document),
        components=components(outlined, document),
        reports=reports(outlined, document),
    )
    return dataclasses.replace(records, gaps=gaps(outlined, records)) if explain else records


def extract_file(path: Path, *, explain: bool = False) -> tuple[SourceText, Records]:
    """Source text and records of a file with its sidecar; raises ``LoadError`` for what is no document of the kind."""
    source = read(path)
    records = extract(source, read_sidecar(path), explain=explain)
    require_document(records, str(path))
    return source, records


def require_document(records: Records, path: str) -> None:
    """Raises ``LoadError`` where no header fact was read: ``path`` holds a novel, a news item, a list of names."""
    document = records.document
    if document.type is None and document.number is None and document.issuer is None:
        raise LoadError(
            path,
            "is no administrative document: it has no type, number or issuer",
            "Load plans, decisions and the like, each in a file of its own, or state these in NAME.meta.toml",
        )


def to_json(records: Records) -> dict[str, Any]:
    """The seven layers as plain values, under the keys that the records page names."""
    return {
        "document": _document(records.document),
        "citations": [_plain(citation) for citation in records.citations],
        "links": [_link(link) for link in records.links],
        "targets": [_plain(target) for target in records.targets],
        "assignments": [_plain(assignment) for assignment in records.assignments],
        "components": [_plain(component) for component in records.components],
        "reports": [_plain(report) for report in records.reports],
    }


def _plain(record: Any) -> dict[str, Any]:
    """A record's fields; tuples as lists."""
    return {name: _value(value) for name, value in dataclasses.asdict(record).items()}


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_value(part) for part in value]
    if isinstance(value, dict):
        return {key: _value(part) for key, part in value.items()}
    return value


def _document(document: Document) -> dict[str, Any]:
    fields = _plain(document)
    fields["signers"] = [_value(signer) for signer in fields["signers"]]
    return fields


def _link(link: Link) -> dict[str, Any]:
    fields = _plain(link)
    return {"from": fields.pop("source"), "relation": fields.pop("relation"), "to": fields.pop("target"), **fields}
