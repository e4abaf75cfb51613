"""Loads that end badly at random moments: killed, on a full disk, or by a power cut.

    python bench/faults.py kill [N] [--documents D] [--seed S]     kill -9 of a load and its workers (default 50)
    python bench/faults.py full [N] …                              a tmpfs with too little room (default 10; as root)
    python bench/faults.py power [N] …                             a power cut (default 10; as root)

Each time ``lienvan load`` runs on D generated plans in a store that holds one plan, and is made to fail; every third
load reads with two processes. The stages of a load take turns, and within its stage the moment is random. Then the
service must answer as before the load (or as after it, where it had switched), the files of that generation must be
whole, ``lienvan load --resume`` must complete, and the graph must be that of an undisturbed load, quad for quad except
for times. Exit code 1 where one is not.

The power cut is the kernel's own (``EXT4_IOC_SHUTDOWN``) on an ext4 image behind a loop device: the load is stopped,
whatever it wrote that had not reached the image is dropped, and the image is mounted again.
"""

from __future__ import annotations

import argparse
import filecmp
import hashlib
import itertools
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from fault_disks import cut_power, grow, make_image, mounted, small_disk
from fault_stages import STAGES
from pyoxigraph import RdfFormat, Store

import corpus
from graph.generations import Generation, Generations
from service.app import create_app
from service.settings import read_settings

HERE = Path(__file__).parent
LIENVAN = Path(sys.executable).parent / "lienvan"
PLAN = HERE.parent / "corpus" / "bach-thong-2023.txt"
KEEP = ("--keep-every", "0.5")
COUNT = "SELECT (COUNT(*) AS ?n) { ?d a <https://w3id.org/lienvan/ontology#Document> . ?d ?p ?o }"
TIME = b"^^<http://www.w3.org/2001/XMLSchema#dateTime>"
ROOM = 1 << 30
"""Bytes of a disk image."""


@dataclass(frozen=True, slots=True)
class State:
    """A graph without its times as a SHA-256, and what the service answers to ``COUNT``."""

    graph: str
    answer: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What every trial begins from and is held against; ``stages`` are the seconds of each in an undisturbed load."""

    texts: Path
    start: Path
    whole: Path
    before: State
    after: State
    stages: dict[str, float]


def statements(generation: Generation) -> list[bytes]:
    """The generation's graph as N-Quads in order, without its times."""
    written = Store.read_only(str(generation.store_path)).dump(format=RdfFormat.N_QUADS)
    return sorted(line for line in written.splitlines() if TIME not in line)


def digest(generation: Generation) -> str:
    """SHA-256 of the generation's graph without its times."""
    return hashlib.sha256(b"\n".join(statements(generation))).hexdigest()


def difference(root: Path, ground: Ground) -> str:
    """Some statements that are only in the one or only in the undisturbed load."""
    have, want = (set(statements(Generations(one).current())) for one in (root, ground.whole))
    some = [*sorted(have - want)[:3], *sorted(want - have)[:3]]
    return f"{len(have - want)} more, {len(want - have)} missing: {b' '.join(some).decode()}"


def answer(root: Path) -> str:
    """What the service says now."""
    app = create_app(read_settings({"LIENVAN_STORE": str(root)}))
    try:
        asked = app.test_client().get("/sparql", query_string={"query": COUNT}, headers={"Accept": "text/csv"})
        return f"{asked.status_code} {' '.join(asked.text.split())}"
    finally:
        app.extensions["lienvan"].close()


def broken_files(generation: Generation) -> list[str]:
    """The files beside the store that are not what they should be."""
    broken = []
    for path in generation.path.glob("*.sqlite"):
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            if database.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
                broken.append(path.name)
    for iri, entry in generation.manifest.documents.items():
        if hashlib.sha256(generation.source_text(iri).encode()).hexdigest() != entry.text_sha256:
            broken.append(iri)
    return broken


def state(root: Path) -> State:
    """The store as it is; ValueError where a file of its current generation is broken."""
    generation = Generations(root).current()
    if broken := broken_files(generation):
        raise ValueError(f"broken: {', '.join(broken)}")
    return State(digest(generation), answer(root))


def left(root: Path, ground: Ground) -> str:
    """What a load that failed has left: the generation before to the last byte, or all of the new."""
    now, before = Generations(root).current(), Generations(ground.start).current()
    if now.number != before.number:
        return "as after" if state(root) == ground.after else "BROKEN"
    names = [path.relative_to(before.path) for path in before.path.rglob("*") if path.is_file()]
    same = all(filecmp.cmp(before.path / name, now.path / name, shallow=False) for name in names)
    return "as before" if same and answer(root) == ground.before.answer else "BROKEN"


def lienvan(*words: object) -> subprocess.CompletedProcess[str]:
    """Runs the command to its end."""
    return subprocess.run([LIENVAN, *map(str, words)], capture_output=True, text=True, check=False)


def words_of(said: Path, texts: Path, root: Path, *more: str) -> list[str]:
    """The command of a load that says its stages."""
    words = [sys.executable, HERE / "fault_stages.py", said, "load", texts, "--store", root, *KEEP, *more]
    return [str(word) for word in words]


def staged(said: Path, texts: Path, root: Path, *more: str) -> subprocess.Popen[bytes]:
    """Begins such a load in a process group of its own."""
    quiet = subprocess.DEVNULL
    return subprocess.Popen(words_of(said, texts, root, *more), stdout=quiet, stderr=quiet, start_new_session=True)


def begun(said: Path) -> dict[str, float]:
    """When each stage began."""
    lines = said.read_text().splitlines() if said.exists() else []
    return {name: float(moment) for name, moment in (line.split() for line in lines if " " in line)}


def stopped(process: subprocess.Popen[bytes], said: Path, stage: str, after: float) -> str:
    """Stops a load (it does not run any more, but is not dead) ``after`` seconds of a stage; says where it was."""
    while stage not in begun(said) and process.poll() is None:
        time.sleep(0.002)
    with suppress(subprocess.TimeoutExpired):
        process.wait(after)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGSTOP)
    where = max(begun(said).items(), key=lambda one: one[1])
    ended = "at its end" if process.poll() is not None else f"{time.time() - where[1]:.2f} s into {where[0]}"
    said.unlink()
    return ended


def kill(process: subprocess.Popen[bytes]) -> None:
    """Ends a load and all its workers at once."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def killed(ground: Ground, scratch: Path, stage: str, chance: random.Random, more: tuple[str, ...]) -> Iterator[Trial]:
    """``kill -9``."""
    root = Path(shutil.copytree(ground.start, scratch / "var"))
    process = staged(scratch / "said", ground.texts, root, *more)
    where = stopped(process, scratch / "said", stage, chance.uniform(0.0, ground.stages[stage]))
    kill(process)
    yield Trial(root, f"killed {where}")
    shutil.rmtree(root)


@contextmanager
def cut(ground: Ground, scratch: Path, stage: str, chance: random.Random, more: tuple[str, ...]) -> Iterator[Trial]:
    """A power cut."""
    image = scratch / "disk.img"
    make_image(image, ROOM, ground.start)
    with mounted(image, scratch / "disk") as root:
        process = staged(scratch / "said", ground.texts, root, *more)
        where = stopped(process, scratch / "said", stage, chance.uniform(0.0, ground.stages[stage]))
        cut_power(root)
        kill(process)
    with mounted(image, scratch / "disk") as root:
        yield Trial(root, f"power cut {where}")
    image.unlink()


@contextmanager
def full(ground: Ground, scratch: Path, stage: str, chance: random.Random, more: tuple[str, ...]) -> Iterator[Trial]:
    """A disk with too little room; where the load fails is up to how much too little. Then there is more room."""
    del stage
    base = size_of(ground.start)
    size = int(base + chance.uniform(0.01, 0.75) * (size_of(ground.whole) - base))
    with small_disk(scratch / "disk", size) as disk:
        root = Path(shutil.copytree(ground.start, disk / "var"))
        process = subprocess.run(
            words_of(scratch / "said", ground.texts, root, *more), capture_output=True, text=True, check=False
        )
        where = list(begun(scratch / "said"))[-1]
        (scratch / "said").unlink()
        problem = process.stderr.strip().splitlines()[-1:] if process.returncode else ["no error"]
        if process.returncode and (process.returncode != 2 or "disk is full" not in process.stderr):
            raise ValueError(f"disk of {size / 1e6:.0f} MB, exit code {process.returncode}: {process.stderr}")
        grow(disk, size * 4)
        yield Trial(root, f"disk of {size / 1e6:.0f} MB full in {where} ({problem[0][:60]})")


@dataclass(frozen=True, slots=True)
class Trial:
    """A store in which a load failed, and ``what`` was done to it."""

    root: Path
    what: str


def size_of(folder: Path) -> int:
    """Bytes on disk, a file with several names once."""
    files = {path.stat().st_ino: path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file()}
    return sum(files.values())


def judged(ground: Ground, trial: Trial) -> bool:
    """Says what came of one trial: the store as it was left, then as it is after ``--resume``."""
    try:
        at_once = left(trial.root, ground)
        resumed = lienvan("load", ground.texts, "--resume", "--store", trial.root)
        then = state(trial.root)
    except (ValueError, OSError, sqlite3.Error) as error:
        print(f"{trial.what}: BROKEN: {error}", flush=True)
        return False
    done = resumed.returncode == 0 and then == ground.after
    why = (
        "" if done else f"NO, exit code {resumed.returncode}: {resumed.stderr[-600:]} {difference(trial.root, ground)}"
    )
    print(f"{trial.what}: {at_once}; resumed: {'the same graph' if done else why}", flush=True)
    return at_once != "BROKEN" and done


def prepared(scratch: Path, documents: int, seed: int) -> Ground:
    """Generated plans, a store with one plan, and the graph before and after an undisturbed load."""
    texts, start, whole = scratch / "texts", scratch / "start", scratch / "whole"
    corpus.write(documents, texts, seed)
    lienvan("load", PLAN, "--store", start)
    shutil.copytree(start, whole)
    staged(scratch / "said", texts, whole).wait()
    begins = begun(scratch / "said")
    ends = [*list(begins.values())[1:], time.time()]
    (scratch / "said").unlink()
    stages = {stage: end - begin for (stage, begin), end in zip(begins.items(), ends, strict=True)}
    return Ground(texts, start, whole, state(start), state(whole), stages)


def trials(kind: str, count: int, ground: Ground, scratch: Path, seed: int) -> Iterator[bool]:
    """Each trial in a fresh copy of the store."""
    chance = random.Random(seed)
    how = {"kill": killed, "power": cut, "full": full}[kind]
    for number, stage in zip(range(count), itertools.cycle(STAGES), strict=False):
        more = ("--processes", "2") if number % 3 == 2 else ()
        with how(ground, scratch, stage, chance, more) as trial:
            yield judged(ground, trial)


def main(words: list[str]) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=("kill", "full", "power"))
    parser.add_argument("count", type=int, nargs="?", metavar="N")
    parser.add_argument("--documents", type=int, default=12, metavar="D")
    parser.add_argument("--seed", type=int, default=0, metavar="S")
    given = parser.parse_args(words)
    count = given.count or {"kill": 50, "full": 10, "power": 10}[given.kind]
    with tempfile.TemporaryDirectory() as name:
        ground = prepared(Path(name), given.documents, given.seed)
        stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in ground.stages.items())
        print(f"{given.documents} documents, seconds of an undisturbed load: {stages}", flush=True)
        good = Counter(trials(given.kind, count, ground, Path(name), given.seed))[True]
    print(f"{good} of {count} good")
    return int(good < count)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
