"""Runs the steps of the Dockerfile in a clean folder, where there is no container engine, and the service they make.

    python bench/container.py [FOLDER]

Each stage is a folder; COPY takes only what is committed and .dockerignore lets through; RUN is run with the paths of
the image inside that folder. The last stage's user is made only where this is root. Then five plans are loaded, the
service is started by the image's command and asked by its health check. What this cannot show: the base images
themselves, and that nothing of this machine's system is used beside them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

from dockerfile_parse import DockerfileParser

ROOT = Path(__file__).parent.parent
PORT = "8765"
PLACES = ("/src", "/opt", "/data")


@dataclass(slots=True)
class Stage:
    """A stage of the build: its folder stands for the root of an image."""

    folder: Path
    workdir: str = "/"
    environment: dict[str, str] = field(default_factory=dict)

    def inside(self, path: str) -> Path:
        """A path of the image, on this machine."""
        return self.folder / (path if path.startswith("/") else f"{self.workdir}/{path}").lstrip("/")

    def said(self, text: str) -> str:
        """A command or value with the places of the image as folders of this machine."""
        for place in PLACES:
            text = text.replace(f" {place}", f" {self.folder}{place}").replace(f"={place}", f"={self.folder}{place}")
        return text if not text.startswith(PLACES) else f"{self.folder}{text}"


def context(folder: Path) -> None:
    """What the builder would be sent: committed files that .dockerignore keeps."""
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True).stdout
    folder.mkdir(parents=True)
    subprocess.run(["tar", "x", "-C", str(folder)], input=archive, check=True)
    kept = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    for path in folder.iterdir():
        if not any(fnmatch(path.name, pattern) for pattern in kept):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def copy(stage: Stage, value: str, sources: Path, stages: Mapping[str, Stage]) -> None:
    """``COPY [--from=stage] SOURCE… TARGET``."""
    words = value.split()
    origin = stages[words.pop(0).removeprefix("--from=")] if words[0].startswith("--from=") else None
    *names, target = words
    for name in names:
        source = origin.inside(name) if origin is not None else sources / name
        into = stage.inside(target)
        if source.is_dir():
            shutil.copytree(source, into, dirs_exist_ok=True, symlinks=True)
        else:
            into.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, into)


def run(stage: Stage, value: str) -> None:
    """``RUN``; making a user is left out."""
    if "useradd" in value:
        stage.inside("/data").mkdir(parents=True)
        return
    stage.inside(stage.workdir).mkdir(parents=True, exist_ok=True)
    print(f"RUN {value}", flush=True)
    environment = os.environ | stage.environment
    subprocess.run(["sh", "-ec", stage.said(f" {value}")], cwd=stage.inside(stage.workdir), env=environment, check=True)


def built(folder: Path) -> tuple[Stage, dict[str, list[str]]]:
    """The last stage, and its commands by instruction."""
    sources = folder / "context"
    context(sources)
    stages: dict[str, Stage] = {}
    commands: dict[str, list[str]] = {}
    stage = Stage(folder)
    for step in DockerfileParser(str(ROOT / "Dockerfile")).structure:
        instruction, value = step["instruction"], step["value"]
        if instruction == "FROM":
            name = value.split(" AS ")[-1]
            stage = stages[name] = Stage(folder / f"stage-{len(stages)}")
        elif instruction == "WORKDIR":
            stage.workdir = value
        elif instruction == "COPY":
            copy(stage, value, sources, stages)
        elif instruction == "RUN":
            run(stage, value)
        elif instruction == "ENV":
            pairs = (pair.split("=", 1) for pair in value.split())
            stage.environment |= {key: stage.said(word).replace("$PATH", os.environ["PATH"]) for key, word in pairs}
        elif instruction in {"CMD", "HEALTHCHECK"}:
            commands[instruction] = json.loads(value[value.index("[") :])
    return stage, commands


def served(stage: Stage, commands: Mapping[str, list[str]]) -> bool:
    """Loads the plans, starts the service, and asks it as the health check does."""
    environment = os.environ | stage.environment | {"LIENVAN_HOST": "127.0.0.1", "LIENVAN_PORT": PORT}
    # a command's first line names the folder that it was built in, not the one that it was copied to
    python, command = (str(stage.inside(f"/opt/lienvan/bin/{name}")) for name in ("python", commands["CMD"][0]))
    subprocess.run([python, command, "load", str(ROOT / "corpus")], env=environment, cwd=stage.folder, check=True)
    service = subprocess.Popen([python, command, *commands["CMD"][1:]], env=environment, cwd=stage.folder)
    try:
        check = [python, *commands["HEALTHCHECK"][1:]]
        check[-1] = check[-1].replace("8000", PORT)
        for _ in range(60):
            if subprocess.run(check, capture_output=True, check=False).returncode == 0:
                return True
            time.sleep(0.5)
        return False
    finally:
        service.terminate()
        service.wait(20)


def main(words: list[str]) -> int:
    """The command."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(words[0] if words else scratch).resolve()
        stage, commands = built(folder)
        size = sum(path.lstat().st_size for path in stage.inside("/opt").rglob("*") if path.is_file())
        good = served(stage, commands)
        print(f"the service {'answers its health check' if good else 'DOES NOT ANSWER'}; /opt has {size / 1e6:.0f} MB")
    return int(not good)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
