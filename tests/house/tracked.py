"""What must not stand in any file of the project: hosts of registries, paths of one machine, the plan's real people.

The forbidden words are kept in pieces or as digests, so that this file does not hold them itself.
"""

import hashlib
import io
import re
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

HOSTS = ("py" + "pi.org", "python" + "hosted.org", "registry.npm" + "js", "npm" + "js.com", "deb.deb" + "ian.org")
PLACES = ("wo" + "rk", "opt/" + "py" + "pi", "opt/" + "wheels")

#: Runs of words, folded to plain letters, as the first half of each word's SHA-256: the signer of plan 13/KH-UBND by
#: full name, and its drafter as the archive line names her.
PEOPLE: tuple[tuple[str, ...], ...] = (
    (
        "33c35f8c8515b13ce15324718eccea7f",
        "3adc9434176bf6ede9a58d200168be34",
        "22783f0252bcaaefacf263eacb5ec360",
    ),
    (
        "783ba04ce3db9ee0a785d4d81c8b40b6",
        "e0ca449589b67a58abdd776d51724cef",
    ),
    (
        "7e9aade9a9cc73da309baa025cbb0f55",
        "e0ca449589b67a58abdd776d51724cef",
    ),
)

_WORD = re.compile(r"[^\W\d_]+")
_SKIPPED = {".git", ".venv", "build", "dist", "out", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"}
_MEMBER_LIMIT = 4_000_000


def project_files(root: Path) -> list[Path]:
    """The files that git tracks or would track; without git, all that are not built."""
    if (root / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout.decode()
        return [path for name in listed.split("\0") if name and (path := root / name).is_file()]
    found = root.rglob("*")
    return [path for path in found if path.is_file() and not _SKIPPED & set(path.relative_to(root).parts)]


def no_foreign_places(files: Iterable[Path]) -> list[str]:
    """No registry's host and no folder of one machine is named."""
    hosts = "|".join(re.escape(host) for host in HOSTS)
    places = "|".join(re.escape(place) for place in PLACES)
    pattern = re.compile(rf"{hosts}|(?<![\w.~-])/(?:{places})/")
    return [f"{path}: names '{found.group()}'" for path, text in _texts(files) if (found := pattern.search(text))]


def no_real_people(files: Iterable[Path], people: Iterable[tuple[str, ...]] = PEOPLE) -> list[str]:
    """Nobody whom the plan names stands in the project, with or without accents."""
    wanted = list(people)
    return [f"{path}: names a person of the plan" for path, text in _texts(files) if _names_one(text, wanted)]


def digests_of(words: str) -> tuple[str, ...]:
    """The run of words as `PEOPLE` holds it."""
    return tuple(_digest(word) for word in _WORD.findall(words))


def _names_one(text: str, wanted: list[tuple[str, ...]]) -> bool:
    """Whether one of the runs of words stands in the text."""
    digests = tuple(_digest(word) for word in _WORD.findall(unicodedata.normalize("NFC", text)))
    firsts = {names[0] for names in wanted}
    places = [place for place, digest in enumerate(digests) if digest in firsts]
    return any(digests[place : place + len(names)] == names for place in places for names in wanted)


@cache
def _digest(word: str) -> str:
    """Half of the SHA-256 of a word folded to plain lower-case letters."""
    parts = unicodedata.normalize("NFD", word.casefold().replace("đ", "d"))
    plain = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return hashlib.sha256(plain.encode()).hexdigest()[:32]


def _texts(files: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Each file that is text, and the text inside each that is a ZIP (XLSX, bundles)."""
    for path in files:
        data = path.read_bytes()
        for part in [data, *_members(data)]:
            try:
                yield path, part.decode("utf-8")
            except UnicodeDecodeError:
                continue


def _members(data: bytes) -> list[bytes]:
    """The members of a ZIP that are not absurdly large; nothing for anything else, also for a broken one."""
    if data[:2] != b"PK":
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [archive.read(member) for member in archive.infolist() if member.file_size < _MEMBER_LIMIT]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError, EOFError):
        return []
