"""Which questions stand together on the screen: sections, repeats as cards of their own, places to add. No Qt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from desktop.surveys.engine.outline import Part
from desktop.surveys.engine.tree import FormNode
from desktop.surveys.filling import Filling

#: A card holds no more questions than this, so that one is made in a blink however long a section is.
MOST_IN_A_CARD = 20


@dataclass
class Group:
    """A group or a repeat that is open at a place of the form."""

    heading: str
    repeat: FormNode | None = None


@dataclass
class CardPlan:
    """A card: its questions, or the place where a repeat is added. `removes` is the repeat that it begins."""

    heading: str
    nodes: list[FormNode] = field(default_factory=list)
    removes: FormNode | None = None
    adds: Part | None = None
    indent: int = 0

    @property
    def key(self) -> object:
        """What stays the same as long as it is the same card."""
        if self.adds is not None:
            return "add", self.adds.control.path, self.adds.node
        return self.nodes[0] if self.nodes else ("repeat", self.removes)


def cards_of(filling: Filling, parts: Sequence[Part]) -> list[CardPlan]:
    """The cards of a form as it stands now."""
    return list(_cards(filling, parts))


def _cards(filling: Filling, parts: Sequence[Part]) -> Iterator[CardPlan]:
    stack: list[Group] = []
    card: CardPlan | None = None
    fresh = True  # a new heading has been met since the last card
    for part in parts:
        fresh = fresh or part.kind != "question" or part.depth != len(stack)
        del stack[part.depth :]
        if part.kind != "question":
            if part.kind == "add":
                yield CardPlan(added_words(filling, part, stack), adds=part, indent=_depth(stack))
                continue
            stack.append(_group(filling, part, stack))
            if part.kind == "repeat":
                card = CardPlan(stack[-1].heading, removes=_removable(part), indent=_depth(stack))
                yield card
                fresh = False
            continue
        if fresh or card is None or len(card.nodes) >= MOST_IN_A_CARD:
            heading = stack[-1].heading if fresh and stack else filling.form.title if fresh else ""
            card = CardPlan(heading, indent=_depth(stack))
            card.nodes.append(part.node)
            yield card
        else:
            card.nodes.append(part.node)
        fresh = False


def _group(filling: Filling, part: Part, stack: Sequence[Group]) -> Group:
    """The heading of a group; inside a repeat it says in which one."""
    said = filling.heading(part)
    above = stack[-1].heading if stack else ""
    if part.kind == "repeat":
        return Group(f"{said or above or part.node.name} {part.node.place}", part.node)
    inside = next((group for group in reversed(stack) if group.repeat is not None), None)
    if inside is not None and said:
        return Group(f"{inside.heading} · {said}")
    return Group(said or above)


def added_words(filling: Filling, part: Part, stack: Sequence[Group] = ()) -> str:
    """What is added there, in the form's own words."""
    return filling.heading(part) or (stack[-1].heading if stack else "")


def _removable(part: Part) -> FormNode | None:
    """The repeat, when a person may take it out."""
    return None if part.control.repeat_count or part.control.fixed else part.node


def _depth(stack: Sequence[Group]) -> int:
    """How many repeats are around."""
    return sum(group.repeat is not None for group in stack)
