"""The lists that the screens show, under one name; each is in a module of its own.

All of them follow `desktop.models.paging.PagedList`: `count()`, `rows(offset, limit)`, `sort(key, descending)`,
`search(text)`, `narrow(filter)`, `refresh()`.
"""

from desktop.models.household_history import HistoryEvent, household_history
from desktop.models.listing_households import HouseholdList, HouseholdRow
from desktop.models.listing_people import ApplicationList, ApplicationRow, MemberList, MemberRow
from desktop.models.listing_sessions import SessionList, SessionRow
from desktop.models.paging import PagedList

__all__ = [
    "ApplicationList",
    "ApplicationRow",
    "HistoryEvent",
    "HouseholdList",
    "HouseholdRow",
    "MemberList",
    "MemberRow",
    "PagedList",
    "SessionList",
    "SessionRow",
    "household_history",
]
