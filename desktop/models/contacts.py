"""How the people of a team are reached (R069): name, role, telephone, what to do where there is none. Reading only."""

from dataclasses import dataclass
from datetime import date

from desktop.models import catalogues
from desktop.models.store import Store
from desktop.models.team_history import by_role, roster_on, terms_of
from desktop.models.teams import Team
from desktop.text import format_phone, phone_digits

CHANNELS = ("Zalo", "Mocha", "Gapo")
_LANDLINE = "02"


@dataclass(frozen=True)
class Contact:
    """A person of the team as an address book knows them; `phone` is bare digits or ''."""

    person_id: str
    name: str
    role: str
    phone: str
    title: str  # chức danh outside the team
    team: str

    @property
    def is_landline(self) -> bool:
        """Whether the number cannot take messages."""
        return self.phone.startswith(_LANDLINE)


def contacts(store: Store, team: Team, day: date) -> list[Contact]:
    """The people of a team on a day, leaders first."""
    titles = dict(store.rows("SELECT id, COALESCE(position_title, '') FROM person WHERE NOT deleted"))
    roles = catalogues.labels("roles")
    return [
        Contact(
            term.person_id, term.name, roles.get(term.role, term.role), phone_digits(term.phone) or "",
            titles.get(term.person_id, ""), team.name,
        )
        for term in by_role(roster_on(terms_of(store, team.id), day).values())
    ]  # fmt: skip


def how_to_reach(contact: Contact, channel: str) -> str:
    """What to do to reach somebody, in words; `channel` is the group's ("Zalo: Tổ thôn"), '' for none."""
    if contact.is_landline:
        return "Gọi máy bàn"
    if contact.phone:
        return "Gọi hoặc nhắn tin"
    return f"Chưa có số, nhắn trong nhóm {channel}" if channel else "Chưa có số, gặp trực tiếp"


def channel_of(team: Team) -> str:
    """The group's channel in words: "Zalo: Tổ CNSCĐ thôn Nà Quang"; '' when none is on record."""
    return ": ".join(part for part in (team.channel or "", team.channel_name or "") if part)


def contacts_text(team: Team, listed: list[Contact]) -> str:
    """The contact list as plain text to be pasted into a message, one person a line."""
    lines = [team.name, *(f"{one.role}: {one.name} - {format_phone(one.phone)}" for one in listed)]
    channel = channel_of(team)
    return "\n".join([*lines, *([f"Nhóm {channel}"] if channel else [])])
