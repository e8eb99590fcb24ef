"""XML text from outside to elements, within limits and without entities. It knows nothing of forms."""

from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element, ParseError, fromstring

from desktop.errors import FormProblem
from desktop.surveys.xpath.nodes import local
from desktop.text import nfc

LARGEST_XML = 8_000_000  # characters; a form of 500 questions has about one million
DEEPEST_XML = 200
MOST_ELEMENTS = 600_000  # a list of 50,000 rows with two languages has 500,000

HTML, XFORMS = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2002/xforms}"
JAVAROSA, TOSO = "{http://openrosa.org/javarosa}", "{urn:toso:form}"


def not_a_form(why: str) -> FormProblem:
    """The refusal of something that is no questionnaire."""
    return FormProblem(f"Tệp này không phải là biểu mẫu khảo sát: {why}.", "Hãy chọn đúng tệp biểu mẫu của xã.")


def parse_xml(xml: str) -> Element:
    """Parse the XML; document types are refused before the parser sees them, so that no entity can be declared."""
    if len(xml) > LARGEST_XML:
        raise FormProblem("Biểu mẫu quá lớn.", "Hãy kiểm tra xem có chọn nhầm tệp không.", code="too-large")
    if "<!DOCTYPE" in xml or "<!ENTITY" in xml:
        raise FormProblem(
            "Tệp XML có khai báo thực thể nên không được mở, để bảo đảm an toàn.",
            "Hãy lấy lại biểu mẫu từ nơi tin cậy.",
            code="unsafe",
        )
    try:
        root = fromstring(xml)  # noqa: S314 - no document type, so no entity can be declared
    except (ParseError, ValueError) as error:
        raise not_a_form("nội dung XML bị hỏng hoặc bị cắt cụt") from error
    _check_depth(root)
    return root


def _check_depth(root: Element) -> None:
    """Refuse elements that are nested too deeply for the stack, or too many."""
    depth, count, level = 0, 0, [root]
    while level:
        depth += 1
        count += len(level)
        if count > MOST_ELEMENTS:
            raise FormProblem(
                "Biểu mẫu có quá nhiều phần bên trong.", "Hãy để danh sách dài ra tệp CSV.", code="too-large"
            )
        if depth > DEEPEST_XML:
            raise not_a_form("các nhóm lồng nhau quá sâu")
        level = [child for element in level for child in element]


def child(element: Element, *names: str) -> Element:
    """Step down by tags; a missing step means that this is no XForm."""
    for name in names:
        found = element.find(name)
        if found is None:
            raise not_a_form(f"thiếu phần {name.rpartition('}')[2]}")
        element = found
    return element


def tag(element: Element) -> str:
    """The tag without its namespace; "" for comments."""
    return _local_tag(element.tag)


@lru_cache(maxsize=512)
def _local_tag(name: object) -> str:
    """The part of a tag behind its namespace; comments and instructions have a function for a tag."""
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def children(element: Element, name: str) -> Iterator[Element]:
    """The children of a local name, whatever their namespace."""
    return (one for one in element if _local_tag(one.tag) == name)


def first(element: Element, name: str) -> Element | None:
    """The first child of a local name."""
    for one in element:
        if _local_tag(one.tag) == name:
            return one
    return None


def text_of(element: Element | None) -> str:
    """The text of an element, NFC, without white space around it."""
    return nfc(element.text or "").strip() if element is not None else ""


def plain_path(path: str) -> str:
    """A path of local names, for our tree keeps no prefixes; "" for no path."""
    if ":" not in path:
        return path.strip().rstrip("/")
    return "/".join(local(step) for step in path.strip().rstrip("/").split("/"))
