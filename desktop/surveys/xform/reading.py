"""Reading a whole XForm: `read(xml)` gives an `XForm` or refuses the text. What it says is checked elsewhere."""

from functools import lru_cache
from xml.etree.ElementTree import Element

from desktop.surveys.xform.body import actions_of, controls_of
from desktop.surveys.xform.model import Bind, Source, XForm
from desktop.surveys.xform.parsing import (
    HTML,
    JAVAROSA,
    TOSO,
    child,
    children,
    first,
    not_a_form,
    parse_xml,
    plain_path,
    tag,
    text_of,
)  # fmt: skip
from desktop.surveys.xform.texts import message_of, translations_of
from desktop.surveys.xpath.nodes import Node, document_of, from_element


@lru_cache(maxsize=8)
def read(xml: str) -> XForm:
    """Read an XForm; raises `FormProblem` when the text is none."""
    root = parse_xml(xml)
    head, body = child(root, f"{HTML}head"), child(root, f"{HTML}body")
    model = first(head, "model")
    if model is None:
        raise not_a_form("thiếu phần model")
    instances = list(children(model, "instance"))
    data = next((element for element in instances[0] if tag(element)), None) if instances else None
    if data is None:
        raise not_a_form("thiếu phần instance")
    languages, default = translations_of(model)
    instance = from_element(data)
    return XForm(
        form_id=data.get("id") or instance.name,
        version=data.get("version", ""),
        title=text_of(head.find(f"{HTML}title")),
        instance=instance,
        binds=_binds(model, instance.name),
        body=controls_of(body, f"/{instance.name}"),
        languages=languages,
        default_language=default,
        sources={source.name: source for source in map(_source, instances[1:])},
        actions=(*actions_of(model, ""), *actions_of(body, "")),
    )


def _binds(model: Element, root: str) -> dict[str, Bind]:
    """The binds by the path of names that they speak of, from the root; of two of one path the first counts."""
    found: dict[str, Bind] = {}
    for element in children(model, "bind"):
        bind = _bind(element, root)
        found.setdefault(bind.path, bind)
    return found


def _bind(element: Element, root: str) -> Bind:
    """One bind."""
    get = element.get
    path = plain_path(get("nodeset", "") or get("ref", ""))
    return Bind(
        path=path if path.startswith("/") else f"/{root}/{path}",
        type=get("type", "").rpartition(":")[2],
        relevant=get("relevant", "").strip(),
        required=get("required", "").strip(),
        readonly=get("readonly", "").strip(),
        constraint=get("constraint", "").strip(),
        calculate=get("calculate", "").strip(),
        required_message=message_of(get(f"{JAVAROSA}requiredMsg", "")),
        constraint_message=message_of(get(f"{JAVAROSA}constraintMsg", "")),
        preload=get(f"{JAVAROSA}preload", ""),
        preload_parameters=get(f"{JAVAROSA}preloadParams", ""),
        personal=get(f"{TOSO}personal", ""),
    )


def _source(element: Element) -> Source:
    """A secondary instance."""
    content = next((inner for inner in element if tag(inner)), None)
    node: Node | None = document_of(from_element(content)) if content is not None else None
    return Source(element.get("id", ""), node, element.get("src", ""))
