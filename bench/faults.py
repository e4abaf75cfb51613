"""Loads that end badly at random moments: killed, on a full disk, or by a power cut.

    python bench/faults.py kill [N] [--documents D] [--seed S]     kill -9 of a load and its workers (default 50)
    python bench/faults.py full [N] …                              a tmpfs with too little room (default 10; needs root)
    python bench/faults.py power [N] …                             a power cut (default 10; needs strace)

Each time ``lienvan load`` runs on D generated plans in a store that holds one plan, and is made to fail; then the
service must answer as before the load (or as after it, where it had ended), ``lienvan load --resume`` must complete,
and the graph must be that of an undisturbed load, quad for quad except for times. Exit code 1 where one is not.

No tool that drops un-synced writes below a file system runs without a kernel module or FUSE, so the power cut is
simulated: strace notes which files were made to last (fsync, fdatasync, sync) and when; after the kill every file below
the store that was written later than that is emptied, as journaling file systems leave such files.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import corpus
from graph.generations import Generations
from ontology import XSD

LIENVAN = Path(sys.executable).parent / "lienvan"
PLAN = Path(__file__).parent.parent / "corpus" / "bach-thong-2023.txt"
KEEP = ("--keep-every", "1")
COUNT = "SELECT (COUNT(*) AS ?n) { ?d a <https://w3id.org/lienvan/ontology#Document> . ?d ?p ?o }"
SYNCED = re.compile(r"^\d+ +(\d+\.\d+) (?:fsync|fdatasync)\(\d+<([^>]+)>")
SYNC = re.compile(r"^\d+ +(\d+\.\d+) (?:sync|syncfs)\(")


@dataclass(frozen=True, slots=True)
class Ground:
    """What every trial begins from and is held against: ``seconds`` is how long an undisturbed load takes."""

    texts: Path
    start: Path
    before: str
    after: str
    seconds: float


def digest(root: Path) -> str:
    """SHA-256 of the current graph without its times."""
    lines = sorted(
        str(quad)
        for quad in Generations(root).current().open().quads()
        if getattr(quad.object, "datatype", None) != XSD.dateTime.node
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def lienvan(*words: object) -> subprocess.CompletedProcess[str]:
    """Runs the command to its end."""
    return subprocess.run([LIENVAN, *map(str, words)], capture_output=True, text=True, check=False)


def start_load(ground: Ground, root: Path, *before: str) -> subprocess.Popen[bytes]:
    """Begins the load in a process group of its own."""
    words = [*before, str(LIENVAN), "load", str(ground.texts), "--store", str(root), *KEEP]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Ends a load and all its workers at once."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def killed(ground: Ground, root: Path, chance: random.Random) -> str:
    """``kill -9`` at a random moment."""
    moment = chance.uniform(0.0, ground.seconds)
    process = start_load(ground, root)
    with suppress(subprocess.TimeoutExpired):
        process.wait(moment)
    ended = process.poll() is not None
    kill_group(process)
    return f"killed after {moment:.1f} s" + (", when it had ended" if ended else "")


def cut(ground: Ground, root: Path, chance: random.Random) -> str:
    """A power cut at a random moment: what was not made to last is gone."""
    trace = root.with_name("trace.log")
    moment = chance.uniform(0.0, ground.seconds)
    calls = "trace=fsync,fdatasync,sync,syncfs"
    process = start_load(ground, root, "strace", "-f", "-qq", "-ttt", "-y", "-e", calls, "-o", str(trace))
    with suppress(subprocess.TimeoutExpired):
        process.wait(moment)
    kill_group(process)
    return f"cut after {moment:.1f} s, {drop_unsynced(root, trace)} files were lost"


def drop_unsynced(root: Path, trace: Path) -> int:
    """Empties every file that was written after it was last made to last."""
    synced: dict[str, float] = {}
    everything = 0.0
    for line in trace.read_text(errors="replace").splitlines():
        if found := SYNCED.match(line):
            synced[found[2]] = float(found[1])
        elif found := SYNC.match(line):
            everything = float(found[1])
    lost = 0
    began = trace.stat().st_ctime if not synced else min(synced.values())
    for path in root.rglob("*"):
        if not path.is_file() or path.name == "lock" or path.stat().st_mtime < began - 60:
            continue
        last = max(everything, *(synced.get(str(name), 0.0) for name in same_file(path, root)))
        if path.stat().st_mtime > last and path.stat().st_mtime > began and path.stat().st_size:
            path.write_bytes(b"")
            lost += 1
    return lost


def same_file(path: Path, root: Path) -> Iterator[Path]:
    """The names that a file has or had: a checkpoint's hard links, and the names before a rename."""
    inode = path.stat().st_ino
    yield path
    yield from (other for other in root.rglob(path.name) if other.stat().st_ino == inode)
    parts = path.relative_to(root).parts
    if len(parts) > 1 and parts[0] == "generations":
        yield root.joinpath("generations", ".building", *parts[2:])
        yield root.joinpath("generations", ".building", "sealed", *parts[3:])
        yield root.joinpath("generations", ".building", "store", *parts[3:])


def answers(root: Path) -> bool:
    """Whether the current generation answers a question."""
    return lienvan("query", COUNT, "--store", root).returncode == 0


def judged(ground: Ground, root: Path, what: str) -> bool:
    """Says what came of one trial: the graph as it was, then as it is after ``--resume``."""
    at_once = digest(root)
    good = at_once in {ground.before, ground.after} and answers(root)
    resumed = lienvan("load", ground.texts, "--resume", "--store", root)
    done = resumed.returncode == 0 and digest(root) == ground.after
    state = "as before" if at_once == ground.before else "as after" if at_once == ground.after else "BROKEN"
    print(f"{what}: {state}; resumed: {'the same graph' if done else 'NO: ' + resumed.stderr.strip()}", flush=True)
    return good and done


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """A tmpfs of ``size`` bytes mounted at ``folder``."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def full(ground: Ground, scratch: Path, chance: random.Random, needed: int) -> bool:
    """A load where the disk is full at a random moment; then there is more room, and it goes on."""
    base = sum(path.stat().st_blocks * 512 for path in ground.start.rglob("*") if path.is_file())
    size = int(base + chance.uniform(0.05, 0.9) * needed)
    with small_disk(scratch / "disk", size) as disk:
        root = Path(shutil.copytree(ground.start, disk / "var"))
        failed = lienvan("load", ground.texts, "--store", root, *KEEP)
        what = f"disk of {size / 1e6:.0f} MB: {failed.stderr.strip().splitlines()[-1] if failed.stderr else 'no error'}"
        subprocess.run(["mount", "-o", f"remount,size={size * 4}", disk], check=True)
        good = judged(ground, root, what)
    (scratch / "disk").rmdir()
    return good


def prepared(scratch: Path, documents: int, seed: int) -> Ground:
    """Generated plans, a store with one plan, and the digests of the graph before and after an undisturbed load."""
    texts, start, whole = scratch / "texts", scratch / "start", scratch / "whole"
    corpus.write(documents, texts, seed)
    lienvan("load", PLAN, "--store", start)
    shutil.copytree(start, whole)
    began = time.monotonic()
    lienvan("load", texts, "--store", whole)
    seconds = time.monotonic() - began
    return Ground(texts, start, digest(start), digest(whole), seconds)


def trials(kind: str, count: int, ground: Ground, scratch: Path, seed: int) -> Iterator[bool]:
    """Each trial in a fresh copy of the store."""
    chance = random.Random(seed)
    hows: dict[str, Callable[[Ground, Path, random.Random], str]] = {"kill": killed, "power": cut}
    whole = sum(path.stat().st_blocks * 512 for path in (scratch / "whole").rglob("*") if path.is_file())
    for _ in range(count):
        if kind == "full":
            yield full(ground, scratch, chance, whole)
            continue
        root = Path(shutil.copytree(ground.start, scratch / "var"))
        yield judged(ground, root, hows[kind](ground, root, chance))
        shutil.rmtree(root)


def main(words: list[str]) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=("kill", "full", "power"))
    parser.add_argument("count", type=int, nargs="?", metavar="N")
    parser.add_argument("--documents", type=int, default=40, metavar="D")
    parser.add_argument("--seed", type=int, default=0, metavar="S")
    given = parser.parse_args(words)
    count = given.count or {"kill": 50, "full": 10, "power": 10}[given.kind]
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        ground = prepared(scratch, given.documents, given.seed)
        print(f"{given.documents} documents, an undisturbed load takes {ground.seconds:.1f} s", flush=True)
        good = sum(trials(given.kind, count, ground, scratch, given.seed))
    print(f"{good} of {count} good")
    return int(good < count)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
