"""Quality commitments of sellers (cam kết chất lượng, R061): the list, who sells by the survey, and a paper's facts."""

from dataclasses import dataclass
from datetime import date

from desktop.models.store import Store


@dataclass(frozen=True)
class CommitmentRow:
    """A commitment as the list shows it; `paper_signed` is None when nobody has said."""

    id: str
    household_id: str
    head_name: str
    hamlet: str
    product: str
    sold_on: str
    signed_on: date
    paper_signed: bool | None
    ended_on: date | None


@dataclass(frozen=True)
class CommitmentFacts:
    """What stands on a paper; '' and None leave room to write."""

    commune: str
    village: str
    head_name: str = ""
    hamlet: str = ""
    product: str = ""
    sold_on: str = ""
    signed_on: date | None = None


def commitments_listed(store: Store) -> list[CommitmentRow]:
    """All commitments, those that stand first, the latest first."""
    rows = store.rows(
        "SELECT c.id, c.household_id, COALESCE(h.head_name, ''), COALESCE(h.hamlet, ''), c.product,"
        " COALESCE(c.sold_on, ''), c.signed_on, c.paper_signed, c.ended_on FROM commitment c"
        " LEFT JOIN household h ON h.id = c.household_id AND NOT h.deleted WHERE NOT c.deleted"
        " ORDER BY c.ended_on IS NOT NULL, c.signed_on DESC, c.id"
    )
    return [
        CommitmentRow(
            record, home, head, hamlet, product, sold, date.fromisoformat(signed),
            None if paper is None else bool(paper), date.fromisoformat(ended) if ended else None,
        )
        for record, home, head, hamlet, product, sold, signed, paper, ended in rows
    ]  # fmt: skip


def sellers(store: Store) -> set[str]:
    """Households that said in their last final answers that they produce or sell, and agreed to be asked."""
    rows = store.rows(
        "SELECT r.household_id FROM response r JOIN consent c ON c.id = r.consent_id AND NOT c.deleted"
        " AND c.answer IN ('ky', 'loi_noi') WHERE NOT r.deleted AND r.state = 'final' AND r.id = ("
        " SELECT x.id FROM response x WHERE x.household_id = r.household_id AND NOT x.deleted AND x.state = 'final'"
        " ORDER BY x.interviewed_on DESC, x.id DESC LIMIT 1)"
        " AND (json_extract(r.answers, '$.sxkd') IN ('san_xuat', 'kinh_doanh', 'ca_hai')"
        " OR json_extract(r.answers, '$.muon_gh') = 'co')"
    )
    return {household for (household,) in rows}


def commitment_facts(store: Store, row: CommitmentRow | None) -> CommitmentFacts:
    """The facts of a commitment's paper; with None those of an empty one."""
    commune = str(store.value("SELECT name FROM commune WHERE NOT deleted LIMIT 1") or "")
    village = str(store.value("SELECT name FROM village WHERE id = (SELECT value FROM setting WHERE name = 'village')"))
    if row is None:
        return CommitmentFacts(commune, village)
    return CommitmentFacts(commune, village, row.head_name, row.hamlet, row.product, row.sold_on, row.signed_on)
