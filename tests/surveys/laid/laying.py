"""One form laid beside the references: the answers are drawn, what differs is found and brought to its shortest."""

import random
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from desktop.surveys.engine.interview import Interview
from desktop.surveys.lint.dialects import dialects
from tests.surveys.laid.answering import literals, next_steps
from tests.surveys.laid.comparing import Difference, by_chance, differences, of_words
from tests.surveys.laid.engines import JavaRosa, WebForms, ours
from tests.surveys.laid.told import Step, Told

TAKEN_AWAY = "repeats taken away"
_ROUNDS = 4
_MOST_TRIALS = 60


@dataclass
class Verdict:
    """What came of one form. `outcome` is "alike", "different", `TAKEN_AWAY` or who refused.

    `web` is "" when nobody asked it, else "alone" (both others agree against us), "not alone",
    or why Web Forms gave no answer.
    """

    form: str
    outcome: str
    dialect: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    answers: int = 0
    web: str = ""
    said: str = ""

    @property
    def kind(self) -> str:
        """What is counted."""
        if self.outcome not in ("alike", "different", TAKEN_AWAY):
            return self.outcome
        return f"{'dialect' if self.dialect else 'plain'}: {self.outcome}"

    def as_json(self) -> dict[str, object]:
        """For a file."""
        return {**asdict(self), "kind": self.kind}


class Laying:
    """The references, and how long a form is answered."""

    def __init__(
        self, javarosa: JavaRosa, web: WebForms | None, *, seed: int, answers: int, ask_web_always: bool
    ) -> None:
        self._javarosa, self._web = javarosa, web
        self._seed, self._answers, self._always = seed, answers, ask_web_always

    def lay(self, form: Path) -> Verdict:
        """Lay one form beside the references."""
        steps, theirs, told, interview = self._answered(form)
        if interview is None or theirs.error:
            both = bool(theirs.error) and interview is None
            outcome = "both refuse" if both else "JavaRosa refuses" if theirs.error else "we refuse"
            return Verdict(
                form.stem, outcome, said=f"JavaRosa {theirs.error[:200] or 'opens'}; we {told.error or 'open'}"
            )
        left_out = by_chance(interview.plan)
        found = differences(theirs, told, left_out)
        for language in [] if found else list(interview.languages)[1:2]:
            steps = [*steps, Step("speak", "", language)]
            found = self._differences(form, steps, left_out)
        verdict = Verdict(
            form.stem, "different" if found else "alike", dialects(interview.plan), found, steps, len(steps)
        )
        if _taken_away(found, interview):
            verdict.outcome = TAKEN_AWAY
        elif found:
            verdict.steps = shortest(steps, lambda fewer: bool(self._differences(form, fewer, left_out)))
            verdict.differences = self._differences(form, verdict.steps, left_out)
        if self._web and (found or self._always):
            verdict.web = self._of_web(form, steps, found, told, left_out, self._web)
        return verdict

    def _answered(self, form: Path) -> tuple[list[Step], Told, Told, Interview | None]:
        """Answer a form bit by bit, each bit drawn from what JavaRosa shows then."""
        chance = random.Random(f"{self._seed} {form.stem}")
        words = literals(form.read_text(encoding="utf-8-sig"))
        theirs = self._javarosa.told(form, [])
        steps: list[Step] = []
        for _ in range(_ROUNDS):
            if theirs.error:
                break
            more = next_steps(theirs, self._answers // _ROUNDS + 1, chance, words)
            after, taken = self._taken(form, [*steps, *more])
            if after.error:  # it opens the form but cannot evaluate it after these answers
                break
            steps, theirs = taken, after
        told, interview = ours(form, steps)
        return steps, theirs, told, interview

    def _taken(self, form: Path, steps: list[Step]) -> tuple[Told, list[Step]]:
        """What JavaRosa says after those of the steps that it takes, and these."""
        told = self._javarosa.told(form, steps)
        if told.refused:
            steps = [step for step in steps if str(step) not in told.refused]
            told = self._javarosa.told(form, steps)
        return told, steps

    def _differences(self, form: Path, steps: list[Step], left_out: set[str]) -> list[Difference]:
        """What differs after these steps; nothing when JavaRosa cannot take them all."""
        theirs = self._javarosa.told(form, steps)
        if theirs.error or theirs.refused:
            return []
        found = differences(theirs, ours(form, steps)[0], left_out)
        return of_words(found) if any(step.act == "speak" for step in steps) else found

    def _of_web(
        self, form: Path, steps: list[Step], found: list[Difference], told: Told, left_out: set[str], web: WebForms
    ) -> str:
        """Whether Web Forms says of some node what JavaRosa says and we do not."""
        said = web.told(form, steps)
        if said.error:
            return said.error if said.error.startswith(("no answer", "died")) else f"refuses: {said.error[:200]}"
        against = {(one.path, one.what, str(one.theirs)) for one in differences(said, told, left_out)}
        return "alone" if any((one.path, one.what, str(one.theirs)) in against for one in found) else "not alone"


def _taken_away(found: list[Difference], interview: Interview) -> bool:
    """Whether JavaRosa still has repeats that the form's number no longer asks for, which it never takes away."""
    counted = [
        spec.path
        for spec in interview.plan.specs.values()
        if spec.is_repeat and spec.control and spec.control.repeat_count
    ]
    gone = [re.sub(r"\[[0-9]+\]", "", one.path) for one in found if one.what == "present" and one.theirs]
    return any(path == repeat or path.startswith(f"{repeat}/") for path in gone for repeat in counted)


def shortest(steps: list[Step], differs: Callable[[list[Step]], bool]) -> list[Step]:
    """Fewer steps after which something still differs: ever smaller pieces are left out while they are not needed."""
    trials, size = 0, len(steps)
    while size and trials < _MOST_TRIALS:
        at = 0
        while at < len(steps) and trials < _MOST_TRIALS:
            fewer = steps[:at] + steps[at + size :]
            trials += 1
            if differs(fewer):
                steps = fewer
            else:
                at += size
        size //= 2
    return steps
