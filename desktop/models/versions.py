"""Which journal entry wrote each field of a record, in one short text column.

A version is (author number, sequence) with this desk's number for the author. `"3:17 phone=5:2"` says that entry 17 of
author 3 wrote every field but `phone`, which entry 2 of author 5 wrote.
"""

Version = tuple[int, int]


def spell(version: Version) -> str:
    """Write one version."""
    return f"{version[0]}:{version[1]}"


def read(text: str) -> Version:
    """Read one version."""
    author, _, sequence = text.partition(":")
    return int(author), int(sequence)


def read_all(text: str) -> tuple[Version, dict[str, Version]]:
    """Read a record's column: the version of all fields, and the fields that have another."""
    if " " not in text:
        author, _, sequence = text.partition(":")
        return (int(author), int(sequence)), {}
    first, *others = text.split(" ")
    return read(first), {name: read(version) for name, _, version in (other.partition("=") for other in others)}


def spell_all(base: Version, others: dict[str, Version]) -> str:
    """Write a record's column; fields that have the version of all are left out."""
    text = f"{base[0]}:{base[1]}"
    for name, version in others.items():
        if version != base:
            text += f" {name}={version[0]}:{version[1]}"
    return text
