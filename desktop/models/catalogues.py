"""The catalogues that ship with the program: what a new store starts from and what codes are called.

Reading only. The first desk writes them into its store through the journal; from then on the store's own rows count,
because a commune may change them.
"""

import copy
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from desktop.paths import resources

Row = dict[str, object]


@cache
def _read(name: str) -> dict[str, Any]:
    """Read one catalogue file; its content is never handed out uncopied."""
    return tomllib.loads((resources() / "catalogues" / f"{name}.toml").read_text(encoding="utf-8"))


def _rows(name: str, table: str) -> list[Row]:
    """The rows of one array of tables, as the caller's own."""
    return copy.deepcopy(_read(name)[table])


def _numbered(rows: list[Row]) -> list[Row]:
    """Give each row its `position`, which is its place in the file, from 1."""
    return [row | {"position": position} for position, row in enumerate(rows, start=1)]


def services() -> list[Row]:
    """The support services of DOMAIN 3.2 as rows of `Service`; the pillar is the first two letters of the code."""
    return _numbered([row | {"pillar": str(row["code"])[:2]} for row in _rows("services", "service")])


def basis_documents() -> list[Row]:
    """The documents that reports cite (R003-R005) as rows of `BasisDocument`."""
    return _numbered(_rows("basis_documents", "document"))


def recipients() -> list[Row]:
    """The plan's Nơi nhận (R092-R097) as rows of `Recipient`; the line "Lưu" is not among them."""
    return _numbered(_rows("recipients", "recipient"))


def parameters() -> list[Row]:
    """The limits on the size of teams with their legal basis (R019, R020, R032) as rows of `Parameter`."""
    return _rows("parameters", "parameter")


def commune_profile() -> Row:
    """The profile of xã Thanh Thịnh (R006) as a row of `Commune`."""
    return dict(_read("commune")["commune"])


def milestones() -> list[Row]:
    """The dated duties of the plan (R014) as rows of `Milestone`."""
    return _rows("commune", "milestone")


def labels(code_list: str) -> dict[str, str]:
    """Return code -> Vietnamese label of a code list such as 'roles' or 'session_kinds' (DOMAIN 3.5), in showing order.

    A name that is not in `code_lists()` is a KeyError, which is a bug of the caller.
    """
    return dict(_read("code_lists")[code_list])


def code_lists() -> tuple[str, ...]:
    """The names that `labels` knows."""
    return tuple(_read("code_lists"))


@dataclass(frozen=True)
class InventedNames:
    """Parts of names for invented people, by gender 'nam' or 'nu', and names of invented villages."""

    surnames: tuple[str, ...]
    middle: Mapping[str, tuple[str, ...]]
    given: Mapping[str, tuple[str, ...]]
    villages: tuple[str, ...]


def invented_names() -> InventedNames:
    """The names for the demo and the tests; a part that is listed twice is meant to come up more often."""
    names = _read("names")
    by_gender = {
        part: {gender: tuple(values) for gender, values in names[part].items()} for part in ("middle", "given")
    }
    return InventedNames(tuple(names["surnames"]), by_gender["middle"], by_gender["given"], tuple(names["villages"]))
