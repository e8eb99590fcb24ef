"""All benchmarks one after the other: `python -m benchmarks.run`."""

from benchmarks import sync


def main() -> None:
    """Run them."""
    sync.main()


if __name__ == "__main__":
    main()
