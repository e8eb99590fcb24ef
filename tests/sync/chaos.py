"""`python -m tests.sync.chaos --villages 30 --rounds 200 --seed 1`: a bad year of a commune, and how it ended.

The same seed tells the same story again, but for the bytes of keys. Set TMPDIR to memory to spare a disk.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.sync.circle.running import run
from tests.sync.circle.world import Size


def main(arguments: list[str] | None = None) -> int:
    """Run once for each seed; 0 when every run ended well."""
    parser = argparse.ArgumentParser(prog="python -m tests.sync.chaos", description=__doc__)
    parser.add_argument("--villages", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, nargs="+", default=[1])
    given = parser.parse_args(arguments)
    for seed in given.seed:
        size = Size(given.villages, given.rounds, seed)
        sys.stdout.write(f"villages {size.villages}, rounds {size.rounds}, seed {size.seed}\n")
        started = time.perf_counter()
        with tempfile.TemporaryDirectory(prefix="toso-circle-") as folder:
            os.environ["XDG_STATE_HOME"] = str(Path(folder) / "state")
            figures = run(Path(folder), size)
        sys.stdout.write(f"{figures.told()}\nseconds {time.perf_counter() - started:.0f}\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
