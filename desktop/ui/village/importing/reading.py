"""A list as the import page holds it: sheet, columns, options, plan and choices together. No Qt, nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from desktop.models.importing.headings import NAME, Layout, guess_layout
from desktop.models.importing.planning import ImportPlan, PlannedRow, plan_import
from desktop.models.importing.rows import Options, names_to_capitalise, read_rows
from desktop.models.importing.sheets import Sheet
from desktop.models.importing.writing import ADD, SKIP, UPDATE, Agreed, Choice, may_choose
from desktop.models.journal import VILLAGE
from desktop.models.setup import own_village
from desktop.models.store import Store


@dataclass(frozen=True)
class ReadList:
    """A list that was read and laid beside the register."""

    source: str
    sheet: Sheet
    layout: Layout
    options: Options
    plan: ImportPlan
    capitalisable: int = 0
    choices: dict[int, Choice] = field(default_factory=dict)

    @property
    def agreed(self) -> Agreed:
        """What would be written now."""
        return Agreed(self.plan, self.source, self.choices)

    @property
    def to_write(self) -> int:
        """How many rows would change the register."""
        return sum(1 for one in self.plan.rows if self.agreed.choice(one).act != SKIP)

    def next_choice(self, one: PlannedRow) -> Choice:
        """What the row would be set to after its choice now: added, updated, left, in turn."""
        acts = [act for act in (ADD, UPDATE, SKIP) if may_choose(one, act)]
        now = acts.index(self.agreed.choice(one).act) if self.agreed.choice(one).act in acts else -1
        act = acts[(now + 1) % len(acts)] if acts else SKIP
        return Choice(act, frozenset(each.kind for each in one.differences) if act == UPDATE else frozenset())


def best_sheet(sheets: Sequence[Sheet]) -> Sheet:
    """The first sheet with a column of heads of household, else the first."""
    return next((sheet for sheet in sheets if guess_layout(sheet).column_of(NAME) is not None), sheets[0])


def read_list(
    store: Store, source: str, sheet: Sheet, layout: Layout | None = None, options: Options | None = None
) -> ReadList:
    """Read a sheet and lay it beside the register; off the window's thread, because lists can be long."""
    layout, options = layout or guess_layout(sheet), options or Options()
    village = own_village(store)
    rows = read_rows(sheet, layout, options, village.name if village else "")
    plain = rows if not options.capitalise else read_rows(sheet, layout, replace(options, capitalise=False))
    plan = plan_import(store, store.setting(VILLAGE) or "", rows)
    return ReadList(source, sheet, layout, options, plan, names_to_capitalise(plain))
