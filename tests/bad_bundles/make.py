"""Write the files: `python -m tests.bad_bundles.make` for all, or with names for these alone.

Encryption and certificates draw fresh randomness, so that every run writes other bytes that mean the same. A file that
no attack stands for any more is removed when all are written.
"""

import sys
from collections.abc import Sequence

from tests.bad_bundles import FILES, SUFFIX
from tests.bad_bundles.table import attacks


def make(names: Sequence[str] = ()) -> int:
    """Write the files with these names, or all; give how many."""
    FILES.mkdir(exist_ok=True)
    chosen = [attack for attack in attacks() if not names or attack.name in names]
    for attack in chosen:
        attack.path.write_bytes(attack.make())
    if not names:
        for path in set(FILES.glob(f"*{SUFFIX}")) - {attack.path for attack in chosen}:
            path.unlink()
    return len(chosen)


if __name__ == "__main__":
    sys.stdout.write(f"{make(sys.argv[1:])} files\n")
