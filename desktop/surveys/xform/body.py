"""The body of a form: elements to controls. What is no control (labels, actions, unknown marks) is no child."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from desktop.surveys.xform.model import Action, Control, Item, Itemset, Tag
from desktop.surveys.xform.parsing import JAVAROSA, children, first, plain_path, tag, text_of
from desktop.surveys.xform.texts import label_of

_TAGS: dict[str, Tag] = {
    "input": "input", "select1": "select1", "select": "select", "rank": "rank", "upload": "upload",
    "trigger": "trigger", "range": "range", "secret": "secret", "group": "group", "repeat": "repeat",
}  # fmt: skip
#: Attributes of a control that say how it is answered.
_KEPT = frozenset({"start", "end", "step", "mediatype", "rows", "query", "autoplay"})


def controls_of(element: Element, above: str) -> tuple[Control, ...]:
    """The controls in an element of the body; `above` is the path that relative references start from."""
    return tuple(_control(child, above) for child in element if tag(child) in _TAGS)


def _control(element: Element, above: str) -> Control:
    """One control with all inside it."""
    kind = _TAGS[tag(element)]
    path = _path(element.get("nodeset" if kind == "repeat" else "ref", "") or element.get("bind", ""), above)
    inner = kind in ("group", "repeat")
    return Control(
        tag=kind,
        path=path,
        label=label_of(first(element, "label")),
        hint=label_of(first(element, "hint")),
        appearance=element.get("appearance", ""),
        attributes={name: value for name, value in element.attrib.items() if name in _KEPT},
        items=() if inner else tuple(_item(item) for item in children(element, "item")),
        itemset=None if inner else _itemset(first(element, "itemset")),
        actions=tuple(actions_of(element, path)),
        children=controls_of(element, path or above) if inner else (),
        count=element.get(f"{JAVAROSA}count", ""),
        fixed=element.get(f"{JAVAROSA}noAddRemove", "").strip() == "true()",
    )


def _path(written: str, above: str) -> str:
    """An absolute path of names; references may be relative to the group around them."""
    if not written or written.startswith("/"):
        return plain_path(written)
    steps = above.split("/") if above else [""]
    for step in plain_path(written).split("/"):
        if step == "..":
            steps.pop()
        elif step not in (".", ""):
            steps.append(step)
    return "/".join(steps)


def _item(element: Element) -> Item:
    """One choice that is written in place."""
    return Item(text_of(first(element, "value")), label_of(first(element, "label")))


def _itemset(element: Element | None) -> Itemset | None:
    """A list that is found by an expression."""
    if element is None:
        return None
    value, label = first(element, "value"), first(element, "label")
    return Itemset(
        nodeset=element.get("nodeset", ""),
        value=(value.get("ref", "") if value is not None else "") or "name",
        label=(label.get("ref", "") if label is not None else "") or "label",
    )


def actions_of(element: Element, above: str) -> Iterator[Action]:
    """The setvalue actions right inside an element."""
    for found in children(element, "setvalue"):
        events = next((value for name, value in found.attrib.items() if name.rpartition("}")[2] == "event"), "")
        target = found.get("ref", "") or found.get("bind", "")
        yield Action(frozenset(events.split()), _path(target, above), found.get("value", ""), found.text or "")
