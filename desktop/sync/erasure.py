"""Erasing a person's data from this desk whole: the store's values and the kept copies of bundles that hold them.

What travels to other desks is an entry like any other; papers and backups outside are the matter of people.
"""

from desktop.models.erasing import Erased, erase
from desktop.models.store import Store
from desktop.sync.kept import forget_kept


def erase_here(store: Store, table: str, record: str, *, request_id: str | None = None) -> Erased:
    """Erase a household or a person and every kept bundle; raises StoreError, nothing is erased then."""
    done = erase(store, table, record, request_id=request_id)
    forget_kept(store.home)
    return done
