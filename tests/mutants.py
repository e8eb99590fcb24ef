"""Breaks the code of trust and merging, one place at a time, and sees that a test notices: `python -m tests.mutants`.

Each line of `mutants.jsonl` is a place in a file, what is put there, and the tests that should fail. It works on a copy
of the tree. With numbers as arguments, only those lines are tried.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]


class Mutant(NamedTuple):
    """One change of the code that must not survive."""

    file: str
    old: str
    new: str
    tests: str


def main(chosen: list[int]) -> int:
    """Try the mutants and print what became of each; the number of survivors is the exit code."""
    survivors, mutants = 0, all_mutants()
    with tempfile.TemporaryDirectory() as name:
        tree = Path(name) / "tree"
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".git", ".venv", "out", "build", "__pycache__"))
        for number, mutant in enumerate(mutants, 1):
            if not chosen or number in chosen:
                told = _try(tree, mutant)
                survivors += told != "killed"
                sys.stdout.write(f"{number:3} {told:9} {mutant.file}: {mutant.old.strip()[:70]}\n")
                sys.stdout.flush()
    sys.stdout.write(f"{survivors} of {len(chosen) or len(mutants)} survived\n")
    return survivors


def all_mutants() -> list[Mutant]:
    """The lines of the list, in its order."""
    return [Mutant(**json.loads(line)) for line in (ROOT / "tests" / "mutants.jsonl").read_text().splitlines()]


def _try(tree: Path, mutant: Mutant) -> str:
    path = tree / "desktop" / mutant.file
    text = path.read_text()
    if text.count(mutant.old) != 1:
        return "not there"
    path.write_text(text.replace(mutant.old, mutant.new))
    tests = [f"tests/{test}" for test in mutant.tests.split()]
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:randomly", "-p", "no:cacheprovider", *tests],
            cwd=tree,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "HYPOTHESIS_PROFILE": "fast"},
            capture_output=True,
            check=False,
        )
    finally:
        path.write_text(text)
    return {0: "SURVIVED", 1: "killed"}.get(ran.returncode, "killed" if ran.returncode == 2 else "error")


if __name__ == "__main__":
    sys.exit(main([int(number) for number in sys.argv[1:]]))
