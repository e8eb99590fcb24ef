"""The parts of an XForm as frozen values; expressions are XPath text, "" when there is none. Names are ODK's.

What a form has by the thousand is a named tuple, which is made three times as fast as a frozen dataclass.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal, NamedTuple

from desktop.surveys.xpath.nodes import Node

Tag = Literal["input", "select1", "select", "rank", "upload", "trigger", "range", "secret", "group", "repeat"]


@dataclass(frozen=True, slots=True)
class Output:
    """A place in a text where the value of an expression stands (`<output value="..."/>`)."""

    expression: str


#: A text for people: pieces, some of them computed.
Words = tuple[str | Output, ...]


class Label(NamedTuple):
    """A label, hint or message: the text itself, or `reference`, an expression that gives it (often `jr:itext('id')`).

    `text_id` is the id inside of such a plain jr:itext(); it is looked up in the language that is on.
    """

    words: Words = ()
    text_id: str = ""
    reference: str = ""

    def __bool__(self) -> bool:
        return bool(self.words or self.text_id or self.reference)


NO_LABEL = Label()


class Bind(NamedTuple):
    """What a bind says of the nodes at its path."""

    path: str
    type: str = ""
    relevant: str = ""
    required: str = ""
    readonly: str = ""
    constraint: str = ""
    calculate: str = ""
    required_message: Label = NO_LABEL
    constraint_message: Label = NO_LABEL
    preload: str = ""
    preload_parameters: str = ""
    personal: str = ""


class Item(NamedTuple):
    """A choice that is written into its question."""

    value: str
    label: Label


@dataclass(frozen=True, slots=True)
class Itemset:
    """Choices that an expression finds: `value` and `label` are looked up at each node that `nodeset` gives."""

    nodeset: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Action:
    """A setvalue: on one of `events`, `target` becomes `value` (XPath) or the plain `text`."""

    events: frozenset[str]
    target: str
    value: str = ""
    text: str = ""


class Control(NamedTuple):
    """A question, group or repeat of the form's body; `path` is "" for a group that only holds together."""

    tag: Tag
    path: str
    label: Label = NO_LABEL
    hint: Label = NO_LABEL
    appearance: str = ""
    attributes: Mapping[str, str] = MappingProxyType({})
    items: tuple[Item, ...] = ()
    itemset: Itemset | None = None
    actions: tuple[Action, ...] = ()
    children: tuple["Control", ...] = ()
    repeat_count: str = ""
    fixed: bool = False  # nobody adds or removes repeats

    def below(self) -> Iterator["Control"]:
        """The control itself and all inside it, in order."""
        yield self
        for inner in self.children:
            yield from inner.below()


@dataclass(frozen=True, slots=True)
class Source:
    """A secondary instance: `content` when it is written in the form, else the `src` of the file that it stands for."""

    name: str
    content: Node | None = None
    src: str = ""


#: Text id -> form of the text ("" for the plain one, "short", "guidance", "image"...) -> words.
Translation = Mapping[str, Mapping[str, Words]]


@dataclass(frozen=True)
class XForm:
    """A whole form. `instance` is the primary instance's element as it is written: never change it, copy it.

    `languages` maps each language to its texts; `default_language` is "" when there are no texts.
    """

    form_id: str
    version: str
    title: str
    instance: Node
    binds: Mapping[str, Bind]
    body: tuple[Control, ...]
    languages: Mapping[str, Translation]
    default_language: str
    sources: Mapping[str, Source]
    actions: tuple[Action, ...]

    @cached_property
    def controls(self) -> tuple[Control, ...]:
        """All controls, in order."""
        return tuple(inner for control in self.body for inner in control.below())
