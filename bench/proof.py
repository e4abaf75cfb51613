"""How long the proof of a large answer takes, by rows, and how long it is checked offline.

``python bench/proof.py STORE TEXTS``: the citations that all documents make, as an answer of 1,250 and of 5,000 rows
(repeated where there are fewer): seconds of computing to gather the evidence, to write it, and to verify it against the
source files.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from dataclasses import replace
from functools import lru_cache
from itertools import cycle, islice
from pathlib import Path

from graph.generations import Generations
from loaders.reading import read
from ontology.iri import Iris
from service import evidence_jsonld, query_files
from service.evaluation import select
from service.evidence import prove
from service.proof_check import compare, read_evidence
from service.questions import Answer, catalogue
from service.rows import Table

SIZES = (1_250, 5_000)
EVERY = 10_000_000


def main() -> None:
    """Prints one line for each size."""
    generation = Generations(Path(sys.argv[1])).current()
    store, iris = generation.open(), Iris(generation.manifest.base)

    def run(text: str) -> Table:
        return select(store, text, EVERY)

    sparql = query_files.query("resolutions", iris, {"document": []})
    table = run(sparql)
    text_of = lru_cache(maxsize=512)(generation.source_text)
    for size in SIZES:
        rows = tuple(islice(cycle(table.rows), size))
        answer = Answer(catalogue()["resolutions"], {}, sparql, replace(table, rows=rows))
        start = time.process_time()
        evidence = prove(answer, run, iris)
        gathered = time.process_time()
        content = json.dumps(evidence_jsonld.document(evidence, iris.base, "vi", text_of), ensure_ascii=False)
        written = time.process_time()
        with tempfile.NamedTemporaryFile("w", suffix=".jsonld", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            exported = read_evidence(Path(file.name))
        sources = [read(Path(sys.argv[2]) / one.file_name) for one in evidence.documents.values() if one.file_name]
        opened = time.process_time()
        wrong = sum(bool(result.differences) for result in compare(exported, sources))
        print(
            f"{size:6} rows: evidence {gathered - start:.1f} s, written {written - gathered:.1f} s "
            f"({len(content) / 1e6:.0f} MB), verified {time.process_time() - opened:.1f} s with {wrong} differences"
        )


if __name__ == "__main__":
    main()
