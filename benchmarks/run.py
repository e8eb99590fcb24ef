"""All benchmarks one after the other: `python -m benchmarks.run`."""

from benchmarks import merge


def main() -> None:
    """Run them."""
    merge.main()


if __name__ == "__main__":
    main()
