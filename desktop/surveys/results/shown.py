"""What the room of results asks for, read whole in one go off the screen's thread: figures, tables, a comparison."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from desktop.models.facts import Figure
from desktop.models.indicators.survey import Tally, survey_figures, survey_tallies
from desktop.models.store import Store
from desktop.models.survey_facts import ComparisonFacts, QuestionFacts
from desktop.models.survey_rounds import Round, rounds_on
from desktop.surveys.results.of_rounds import By, comparison, tabulation


@dataclass(frozen=True)
class RoundFigures:
    """The indicators of a round over everything that this desk holds."""

    figures: tuple[Figure, ...]

    @property
    def surveyed(self) -> Figure:
        """KS-1: how many households were surveyed, out of all."""
        return next(figure for figure in self.figures if figure.code == "KS-1")


def round_figures(store: Store, round_: Round) -> RoundFigures:
    """The indicators of DOMAIN 3.4 that come from the survey, for one round and all villages together."""
    return RoundFigures(tuple(survey_figures(reduce(add, survey_tallies(store, round_).values(), Tally()))))


def question_tables(store: Store, round_: Round, by: By) -> list[QuestionFacts]:
    """Every question of a round by village or class; by "round": of all rounds with the same form, the oldest first."""
    rounds = same_form(store, round_) if by == "round" else [round_]
    return tabulation(store, rounds, by).tables()


def compared_questions(store: Store, before: Round, after: Round, by: By = "village") -> list[ComparisonFacts]:
    """Every question that both rounds asked."""
    return comparison(store, before, after, by)


def same_form(store: Store, round_: Round) -> list[Round]:
    """The rounds of a round's form, the oldest first."""
    return list(reversed([one for one in rounds_on(store, round_.day) if one.form_id == round_.form_id]))


def earlier(rounds: Sequence[Round], round_: Round) -> list[Round]:
    """The rounds of the same form that began before a round, the latest first."""
    own = [one for one in rounds if one.form_id == round_.form_id and one.id != round_.id]
    before = [one for one in own if (one.first_day or one.day) <= (round_.first_day or round_.day)]
    return sorted(before, key=lambda one: one.first_day or one.day, reverse=True)
