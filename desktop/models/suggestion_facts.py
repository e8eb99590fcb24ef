"""What the suggestions for a village's report are made of: its figures, those of the period before, what is open.

Counts alone and what the team itself wrote for the commune; the words are made in `desktop.reports.suggestions`.
Reading only.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from desktop.models import catalogues, indicators
from desktop.models.facts import Figure, PeriodFacts, ServiceFacts
from desktop.models.indicators.computing import services_of
from desktop.models.report_calendar import period_before, place_of
from desktop.models.store import Store
from desktop.models.succession import homes_on
from desktop.models.survey_rounds import RESPONSES, round_on

_DIFFICULTY = "kk_dvc"  # the question of DOMAIN 3.3 (D) about working online


@dataclass(frozen=True)
class OpenTask:
    """A task that is not finished."""

    name: str
    due_on: date | None


@dataclass(frozen=True)
class SuggestionFacts:
    """What is known for the words of a report; `before` is None where there is nothing to compare with."""

    period: PeriodFacts
    figures: Mapping[str, Figure]
    services: tuple[ServiceFacts, ...]
    before: PeriodFacts | None = None
    figures_before: Mapping[str, Figure] | None = None
    follow_ups: int = 0  # promises to help again that are not kept yet
    difficulties: tuple[tuple[str, int], ...] = ()  # code and households that named it, most first
    difficulty_answers: int = 0  # households that were asked and answered
    initiatives: tuple[str, ...] = ()
    opinions: tuple[tuple[str, int], ...] = ()  # topic and how many wait for the commune's answer
    tasks: tuple[OpenTask, ...] = ()
    planned: int = 0  # sessions in the calendar for the period that comes


def suggestion_facts(store: Store, village_id: str, period: PeriodFacts) -> SuggestionFacts:
    """Everything for the words of a village's report on a period."""
    before = _comparable(store, period)
    difficulties, answers = _difficulties(store, village_id, period)
    return SuggestionFacts(
        period=period,
        figures=indicators.village_figures(store, village_id, period),
        services=services_of(store, period, village_id),
        before=before,
        figures_before=indicators.village_figures(store, village_id, before) if before else None,
        follow_ups=_follow_ups(store, village_id, period),
        difficulties=difficulties,
        difficulty_answers=answers,
        initiatives=_initiatives(store, village_id, period),
        opinions=_opinions(store, village_id, period),
        tasks=_tasks(store, village_id, period),
        planned=_planned(store, village_id, period),
    )


def _comparable(store: Store, period: PeriodFacts) -> PeriodFacts | None:
    """The period before, if sessions were written down by its end: before that an empty book is no 0."""
    before = period_before(period)
    if before is None:
        return None
    begun = store.value("SELECT min(held_on) FROM session WHERE NOT deleted")
    return before if begun and begun <= before.last_day.isoformat() else None


def _follow_ups(store: Store, village_id: str, period: PeriodFacts) -> int:
    return int(
        store.value(
            "SELECT count(*) FROM session_line l JOIN session s ON s.id = l.session_id AND NOT s.deleted"
            " WHERE NOT l.deleted AND l.village_id = ?1 AND l.follow_up IS NOT NULL AND s.held_on <= ?2"
            " AND COALESCE(l.followed_up_on, '9999') > ?2",
            [village_id, period.last_day.isoformat()],
        )
    )


def _difficulties(store: Store, village_id: str, period: PeriodFacts) -> tuple[tuple[tuple[str, int], ...], int]:
    """What households named, most first, and how many answered the question."""
    round_ = round_on(store, period.last_day)
    homes = homes_on(store, period.last_day)
    rows = store.rows(
        f"{RESPONSES} SELECT h.village_id, json_extract(r.answers, '$.{_DIFFICULTY}') FROM surveyed"  # noqa: S608
        " JOIN household h ON h.id = surveyed.household_id JOIN response r ON r.id = surveyed.id"
        " WHERE NOT h.deleted AND h.status = 'dang_cu_tru'",
        round_.parameters,
    )
    told = [_choices(text) for village, text in rows if homes.get(village, village) == village_id]
    answered = [choices for choices in told if choices]
    counted = Counter(code for choices in answered for code in set(choices))
    return tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0]))), len(answered)


def _choices(text: object) -> list[str]:
    """The codes of an answer of several; nothing for a reason for having none."""
    if not isinstance(text, str) or not text.startswith("["):
        return []
    found = msgspec.json.decode(text)
    return [code for code in found if isinstance(code, str)] if isinstance(found, list) else []


def _initiatives(store: Store, village_id: str, period: PeriodFacts) -> tuple[str, ...]:
    rows = store.rows(
        "SELECT name FROM initiative WHERE NOT deleted AND village_id = ? AND begun_on BETWEEN ? AND ?"
        " ORDER BY begun_on, id",
        [village_id, period.first_day.isoformat(), period.last_day.isoformat()],
    )
    return tuple(name for (name,) in rows)


def _opinions(store: Store, village_id: str, period: PeriodFacts) -> tuple[tuple[str, int], ...]:
    labels = catalogues.labels("opinion_topics")
    rows = store.rows(
        "SELECT topic, count(*) FROM opinion WHERE NOT deleted AND village_id = ? AND state = 'da_chuyen_xa'"
        " AND received_on <= ? GROUP BY topic ORDER BY count(*) DESC, topic",
        [village_id, period.last_day.isoformat()],
    )
    return tuple((labels.get(topic, topic), count) for topic, count in rows)


def _tasks(store: Store, village_id: str, period: PeriodFacts) -> tuple[OpenTask, ...]:
    rows = store.rows(
        "SELECT t.name, t.due_on FROM task t WHERE NOT t.deleted AND t.closed_on IS NULL"
        " AND (t.village_id IS NULL OR t.village_id = ?1) AND COALESCE(t.first_day, '') <= ?2 AND NOT EXISTS ("
        " SELECT 1 FROM task_progress p WHERE p.task_id = t.id AND p.village_id = ?1 AND NOT p.deleted"
        " AND p.state IN ('xong', 'khong_lam_duoc'))"
        " ORDER BY t.due_on IS NULL, t.due_on, t.name, t.id",
        [village_id, period.last_day.isoformat()],
    )
    return tuple(OpenTask(name, date.fromisoformat(due) if due else None) for name, due in rows)


def _planned(store: Store, village_id: str, period: PeriodFacts) -> int:
    place = place_of(period)
    if place is None:
        return 0
    coming = place.after().facts()
    return int(
        store.value(
            "SELECT count(*) FROM planned_session WHERE NOT deleted AND village_id = ? AND cancelled_on IS NULL"
            " AND held_on BETWEEN ? AND ?",
            [village_id, coming.first_day.isoformat(), coming.last_day.isoformat()],
        )
    )
