"""What merging, renaming or splitting villages would touch, told before it is done (R111). Reading only."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.models.places import Device
from desktop.models.store import Store
from desktop.models.succession import scopes_of

_MOVED = "da_chuyen_di"


@dataclass(frozen=True)
class Weight:
    """How much is in a village: numbers of living records, and the names of its laptops in force."""

    households: int
    members: int
    sessions: int
    responses: int
    teams: int
    laptops: tuple[str, ...]


@dataclass(frozen=True)
class Home:
    """A household that can go into a new village."""

    id: str
    head: str
    hamlet: str
    code: str
    phone: str


def weigh(store: Store, village_id: str) -> Weight:
    """What a village has, with what it took in before."""
    scopes = scopes_of(store, village_id)

    def count(table: str, where: str = "1") -> int:
        places = ",".join("?" * len(scopes))
        sql = f"SELECT count(*) FROM {table} WHERE NOT deleted AND village_id IN ({places}) AND {where}"  # noqa: S608
        return int(store.value(sql, scopes))

    return Weight(
        households=count("household", f"status <> '{_MOVED}'"),
        members=count("membership", "ended_on IS NULL"),
        sessions=count("session"),
        responses=count("response", "state = 'final'"),
        teams=count("team", "dissolved_on IS NULL"),
        laptops=tuple(called(one) for one in laptops_of(store, village_id)),
    )


def laptops_of(store: Store, village_id: str) -> list[Device]:
    """A village's own laptops in force."""
    query = Device.select().where(~Device.deleted, Device.village_id == village_id, Device.revoked_on.is_null())
    return store.all(query.order_by(Device.id))


def called(laptop: Device) -> str:
    """A laptop as people know it: its name, and who holds it."""
    return f"“{laptop.name}” ({laptop.holder})" if laptop.holder else f"“{laptop.name}”"


def homes_of(store: Store, village_id: str) -> list[Home]:
    """The households that live in a village, by hamlet and code."""
    rows = store.rows(
        "SELECT id, head_name, COALESCE(hamlet, ''), COALESCE(code, ''), COALESCE(phone, '') FROM household"
        " WHERE NOT deleted AND village_id = ? AND status <> ? ORDER BY hamlet IS NULL, hamlet, code IS NULL, code, id",
        [village_id, _MOVED],
    )
    return [Home(*row) for row in rows]


def answers_of(store: Store, households: Sequence[str]) -> int:
    """How many finished questionnaires go with these households."""
    if not households:
        return 0
    chosen = set(households)
    rows = store.rows("SELECT household_id FROM response WHERE NOT deleted AND state = 'final'")
    return sum(household in chosen for (household,) in rows)
