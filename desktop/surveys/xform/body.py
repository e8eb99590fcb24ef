"""The body of a form: elements to controls. What is no control (labels, actions, unknown marks) is no child."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from desktop.surveys.xform.model import NO_LABEL, Action, Control, Item, Itemset, Label, Tag
from desktop.surveys.xform.parsing import JAVAROSA, children, first, plain_path, tag, text_of
from desktop.surveys.xform.texts import label_of

_TAGS: dict[str, Tag] = {
    "input": "input", "select1": "select1", "select": "select", "rank": "rank", "upload": "upload",
    "trigger": "trigger", "range": "range", "secret": "secret", "group": "group", "repeat": "repeat",
}  # fmt: skip
#: Attributes of a control that say how it is answered.
_KEPT = frozenset({"start", "end", "step", "mediatype", "rows", "query", "autoplay"})
_COUNT, _FIXED = f"{JAVAROSA}count", f"{JAVAROSA}noAddRemove"


def controls_of(element: Element, above: str) -> tuple[Control, ...]:
    """The controls in an element of the body; `above` is the path that relative references start from."""
    return tuple(_control(child, above) for child in element if tag(child) in _TAGS)


def _control(element: Element, above: str) -> Control:
    """One control with all inside it; its parts are sorted in one look at its children."""
    kind = _TAGS[tag(element)]
    path = _path(element.get("nodeset" if kind == "repeat" else "ref", "") or element.get("bind", ""), above)
    inner = kind in ("group", "repeat")
    parts: dict[str, list[Element]] = {}
    for child in element:
        parts.setdefault(tag(child), []).append(child)
    return Control(
        tag=kind,
        path=path,
        label=_label(parts.get("label")),
        hint=_label(parts.get("hint")),
        appearance=element.get("appearance", ""),
        attributes={name: value for name, value in element.attrib.items() if name in _KEPT},
        items=() if inner else tuple(map(_item, parts.get("item", ()))),
        itemset=_itemset(parts["itemset"][0]) if "itemset" in parts and not inner else None,
        actions=tuple(_action(found, path) for found in parts.get("setvalue", ())),
        children=controls_of(element, path or above) if inner else (),
        repeat_count=element.get(_COUNT, ""),
        fixed=element.get(_FIXED, "").strip() == "true()",
    )


def _label(found: list[Element] | None) -> Label:
    """The first label or hint of a control."""
    return label_of(found[0]) if found else NO_LABEL


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


def _itemset(element: Element) -> Itemset:
    """A list that is found by an expression."""
    value, label = first(element, "value"), first(element, "label")
    return Itemset(
        nodeset=element.get("nodeset", ""),
        value=(value.get("ref", "") if value is not None else "") or "name",
        label=(label.get("ref", "") if label is not None else "") or "label",
    )


def actions_of(element: Element, above: str) -> Iterator[Action]:
    """The setvalue actions right inside an element."""
    return (_action(found, above) for found in children(element, "setvalue"))


def _action(element: Element, above: str) -> Action:
    """One setvalue."""
    events = next((value for name, value in element.attrib.items() if name.rpartition("}")[2] == "event"), "")
    target = element.get("ref", "") or element.get("bind", "")
    return Action(frozenset(events.split()), _path(target, above), element.get("value", ""), element.text or "")
