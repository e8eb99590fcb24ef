"""Reading an XForm (XML) into a `Form`, with the standard library alone, so that a desk opens forms without pyxform.

It reads the part of ODK XForms that our desk can ask rightly and names what is beyond it (repeats, pictures,
positions, cascading lists...) as problems; it never leaves a question out in silence. Expressions are kept as text.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring

from desktop.errors import FormProblem
from desktop.surveys.definition import Choice, FlawedForm, Form, Kind, Problem, Question, Section
from desktop.text import nfc

LARGEST_XML = 8_000_000  # characters; a form of 500 questions has about one million
DEEPEST_GROUP = 20
_HTML, _XFORMS = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2002/xforms}"
_JAVAROSA, _TOSO = "{http://openrosa.org/javarosa}", "{urn:toso:form}"
_KIND_OF_TYPE: dict[str, Kind] = {"int": "integer", "decimal": "decimal", "string": "text", "date": "date", "": "text"}
_LIST = re.compile(r"\s*instance\('([^']+)'\)/root/item\s*")
_ITEXT = re.compile(r"\s*jr:itext\('(.*)'\)\s*")
_ACTIONS = ("setvalue", "setgeopoint", "recordaudio")
_TRUE = re.compile(r"\s*true\(\)\s*")
_FALSE = re.compile(r"\s*(false\(\))?\s*")


def form_from_xform(xml: str, language: str = "") -> Form:
    """Read an XForm; labels in `language`, else in its default one. Raises `FormProblem` on the first flaw."""
    form, problems = read_xform(xml, language)
    if problems:
        raise FlawedForm(problems[0])
    return form


def read_xform(xml: str, language: str = "") -> tuple[Form, list[Problem]]:
    """Read an XForm and list what cannot be asked; raises `FormProblem` only when the text is no XForm at all."""
    reader = _Reader(_parse(xml), language)
    return reader.form(), reader.problems


def not_a_form(why: str) -> FormProblem:
    """The refusal of something that is no questionnaire."""
    return FormProblem(f"Tệp này không phải là biểu mẫu khảo sát: {why}.", "Hãy chọn đúng tệp biểu mẫu của xã.")


def _parse(xml: str) -> Element:
    """Parse the XML; entities and document types are refused before the parser sees them."""
    if len(xml) > LARGEST_XML:
        raise FormProblem("Biểu mẫu quá lớn.", "Hãy kiểm tra xem có chọn nhầm tệp không.", code="too-large")
    if "<!DOCTYPE" in xml or "<!ENTITY" in xml:
        raise FormProblem(
            "Tệp XML có khai báo thực thể nên không được mở, để bảo đảm an toàn.",
            "Hãy lấy lại biểu mẫu từ nơi tin cậy.",
            code="unsafe",
        )
    try:
        return fromstring(xml)  # noqa: S314 - no document type, so no entity can be declared
    except (ParseError, ValueError) as error:
        raise not_a_form("nội dung XML bị hỏng hoặc bị cắt cụt") from error


def _child(element: Element, *names: str) -> Element:
    """Step down by tags; a missing step means that this is no XForm."""
    for name in names:
        found = element.find(name)
        if found is None:
            raise not_a_form(f"thiếu phần {name.rpartition('}')[2]}")
        element = found
    return element


def _text(element: Element | None) -> str:
    """The text of an element, NFC, without white space around it."""
    return nfc(element.text or "").strip() if element is not None else ""


def _tag(element: Element) -> str:
    """The tag without its namespace."""
    return element.tag.rpartition("}")[2]


class _Reader:
    """One reading of one XForm; what cannot be represented is collected in `problems`."""

    def __init__(self, root: Element, language: str) -> None:
        self.problems: list[Problem] = []
        self.root = root
        self.model = _child(root, f"{_HTML}head", f"{_XFORMS}model")
        self.body = _child(root, f"{_HTML}body")
        self.title = _text(root.find(f"{_HTML}head/{_HTML}title"))
        self.instances = self.model.findall(f"{_XFORMS}instance")
        if not self.instances or len(self.instances[0]) == 0:
            raise not_a_form("thiếu phần instance")
        self.data = self.instances[0][0]
        self.binds = {bind.get("nodeset", ""): bind for bind in self.model.findall(f"{_XFORMS}bind")}
        self.translations = self._translations()
        self.language = language if language in self.translations else self._default_language()
        self.texts = self.translations.get(self.language, {})
        self.lists = {instance.get("id", ""): instance for instance in self.instances[1:]}
        self.sections: list[Section] = []

    # -- languages and labels

    def _translations(self) -> dict[str, dict[str, str]]:
        """Language -> text id -> text; pictures and sounds are not read."""
        itext = self.model.find(f"{_XFORMS}itext")
        found: dict[str, dict[str, str]] = {}
        for translation in itext if itext is not None else ():
            texts = found.setdefault(translation.get("lang", ""), {})
            for entry in translation:
                plain = (value for value in entry if value.get("form") is None)
                texts[entry.get("id", "")] = self._label_text(next(plain, None))
        return found

    def _default_language(self) -> str:
        """The language that the form names, else its first one."""
        for translation in self.model.iterfind(f"{_XFORMS}itext/{_XFORMS}translation"):
            if translation.get("default") is not None:
                return translation.get("lang", "")
        return next(iter(self.translations), "")

    def _label_text(self, element: Element | None) -> str:
        """The text of a label; one that shows other answers inside is beyond this reader."""
        if element is not None and len(element):
            self.note("", "Nhãn có chèn câu trả lời khác, chương trình chưa hỗ trợ.")
            return nfc(" ".join("".join(element.itertext()).split()))
        return _text(element)

    def _label(self, element: Element | None) -> str:
        """A label or hint: written in place or by reference to the form's texts."""
        if element is None:
            return ""
        return self._referred(element.get("ref", "")) or self._label_text(element)

    def _referred(self, reference: str) -> str:
        """The text behind jr:itext('id'), else ""."""
        found = _ITEXT.fullmatch(reference)
        return self.texts.get(found[1], "") if found else ""

    def _message(self, bind: Element, name: str) -> str:
        """A message of a bind: by reference or in place."""
        written = bind.get(f"{_JAVAROSA}{name}", "")
        return self._referred(written) or ("" if _ITEXT.fullmatch(written) else nfc(written))

    def note(self, place: str, message: str, advice: str = "Hãy bỏ hoặc thay phần này trong biểu mẫu.") -> None:
        """Collect something that our desk cannot ask."""
        self.problems.append(Problem(place or self.title or "Biểu mẫu", message, advice, "unsupported"))

    # -- the whole

    def form(self) -> Form:
        """The form; `problems` says what is missing from it."""
        for element in self.root.iter():
            if _tag(element) in _ACTIONS:
                self.note(element.get("ref", ""), "Biểu mẫu tự điền giá trị, chương trình chưa hỗ trợ.")
        self._group(self.body, f"/{_tag(self.data)}", self.title, 0)
        hidden = tuple(self._hidden())
        form = Form(
            form_id=self.data.get("id") or self.data.tag.strip("{}"),
            version=self.data.get("version", ""),
            title=self.title,
            language=self.language,
            languages=tuple(self.translations),
            sections=tuple(section for section in self.sections if section.questions),
            hidden=hidden,
            conditions={path: bind.get("relevant", "") for path, bind in self.binds.items() if bind.get("relevant")},
        )
        self._check_names(form)
        return form

    def _check_names(self, form: Form) -> None:
        """Answers are kept by name, so a name may be used once only."""
        seen: set[str] = set()
        for question in (*form.questions, *form.hidden):
            if question.name in seen:
                self.note(
                    question.label or question.path,
                    f"Tên câu hỏi “{question.name}” dùng hai lần.",
                    "Hãy đặt tên riêng.",
                )
            seen.add(question.name)
        if not form.questions:
            self.note("", "Biểu mẫu không có câu hỏi nào.", "Hãy viết các câu hỏi vào trang survey.")

    def _group(self, element: Element, path: str, label: str, depth: int) -> None:
        """Turn a group into sections: one for each run of questions between the groups inside it."""
        if depth > DEEPEST_GROUP:
            raise not_a_form("các nhóm lồng nhau quá sâu")
        questions: list[Question] = []

        def close() -> None:
            if questions:
                relevant = self._bind(path).get("relevant", "")
                self.sections.append(Section(path.rpartition("/")[2], path, label, relevant, tuple(questions)))
                questions.clear()

        for child in element:
            tag = _tag(child)
            if tag == "group":
                close()
                inner = child.get("ref") or path
                self._group(child, inner, self._label(child.find(f"{_XFORMS}label")) or label, depth + 1)
            elif tag not in ("label", "hint"):
                questions.extend(self._question(child, label))
        close()

    def _bind(self, path: str) -> Element:
        """The bind of a path; an empty one when the form has none."""
        found = self.binds.get(path)
        return Element("bind") if found is None else found

    # -- one question

    def _question(self, control: Element, group: str) -> Iterator[Question]:
        """The question behind a control of the body; none when it is of a kind that cannot be asked."""
        path = control.get("ref", "")
        label = self._label(control.find(f"{_XFORMS}label"))
        bind = self._bind(path)
        kind = self._kind(control, bind)
        if kind is None:
            what = "repeat" if _tag(control) == "repeat" else f"{_tag(control)} {bind.get('type', '')}".strip()
            self.note(label or group or path, f"Loại câu hỏi “{what}” chưa được hỗ trợ.")
            return
        choices, choices_from = self._choices(control, label or path)
        yield self._described(
            path,
            kind,
            label=label,
            hint=self._label(control.find(f"{_XFORMS}hint")),
            choices=choices,
            choices_from=choices_from,
            appearance=control.get("appearance", ""),
        )

    def _kind(self, control: Element, bind: Element) -> Kind | None:
        """What kind of answer the control takes."""
        if _tag(control) in ("select1", "select"):
            return "select_one" if _tag(control) == "select1" else "select_multiple"
        kind = _KIND_OF_TYPE.get(bind.get("type", "").removeprefix("xsd:"))
        if _tag(control) != "input" or kind is None:
            return None
        only_shown = kind == "text" and _TRUE.fullmatch(bind.get("readonly", ""))
        is_note = only_shown and not any(bind.get(name) for name in ("constraint", "calculate", "required"))
        return "note" if is_note else kind

    def _described(
        self, path: str, kind: Kind, *, label: str = "", hint: str = "", choices: tuple[Choice, ...] = (),
        choices_from: str = "", appearance: str = "",
    ) -> Question:  # fmt: skip
        """A question with what its bind says."""
        bind, required = self._bind(path), self._bind(path).get("required", "")
        read_only = bind.get("readonly", "")
        if not (_TRUE.fullmatch(read_only) or _FALSE.fullmatch(read_only)):
            self.note(label or path, "Ô chỉ đọc theo điều kiện chưa được hỗ trợ.")
        node = self._node(path)
        return Question(
            name=path.rpartition("/")[2],
            path=path,
            kind=kind,
            label=label,
            hint=hint,
            required=_TRUE.fullmatch(required) is not None,
            required_if="" if _TRUE.fullmatch(required) or _FALSE.fullmatch(required) else required,
            required_message=self._message(bind, "requiredMsg"),
            read_only=_TRUE.fullmatch(read_only) is not None,
            relevant=bind.get("relevant", ""),
            constraint=bind.get("constraint", ""),
            message=self._message(bind, "constraintMsg"),
            calculation=bind.get("calculate", ""),
            choices=choices,
            choices_from=choices_from,
            default=_text(node),
            appearance=appearance,
            personal=bind.get(f"{_TOSO}personal", ""),
        )

    def _node(self, path: str) -> Element | None:
        """The node of the instance at a path such as /data/B/so_nk."""
        node: Element | None = self.data
        for step in path.split("/")[2:]:
            node = None if node is None else next((child for child in node if _tag(child) == step), None)
        return node

    def _hidden(self) -> Iterator[Question]:
        """What is computed or preset without a control; the form's own bookkeeping (meta) is left out."""
        shown = {question.path for section in self.sections for question in section.questions}
        groups = {section.path for section in self.sections}
        meta = f"/{_tag(self.data)}/meta"
        for path, bind in self.binds.items():
            computed = bind.get("calculate") or bind.get(f"{_JAVAROSA}preload")
            if computed and path not in shown and path not in groups and not path.startswith(f"{meta}/"):
                yield self._described(path, "calculate" if bind.get("calculate") else "hidden")

    # -- choices

    def _choices(self, control: Element, place: str) -> tuple[tuple[Choice, ...], str]:
        """The choices of a select, or the name of the list that the desk fills in."""
        itemset = control.find(f"{_XFORMS}itemset")
        if itemset is None:
            items = control.findall(f"{_XFORMS}item")
            return tuple(self._choice(item, "value", "label") for item in items), ""
        found = _LIST.fullmatch(itemset.get("nodeset", ""))
        instance = self.lists.get(found[1]) if found else None
        if found is None or instance is None:
            self.note(place, "Danh sách lựa chọn phụ thuộc câu trả lời khác, chương trình chưa hỗ trợ.")
            return (), ""
        if instance.get("src"):
            return (), found[1]
        value = _child(itemset, f"{_XFORMS}value").get("ref", "name")
        items = instance.findall(f"{_XFORMS}root/{_XFORMS}item")
        return tuple(self._choice(item, value, "label") for item in items), ""

    def _choice(self, item: Element, value: str, label: str) -> Choice:
        """One choice; its label stands in place or behind a text id."""
        code = _text(item.find(f"{_XFORMS}{value}"))
        text_id = _text(item.find(f"{_XFORMS}itextId"))
        shown = self.texts.get(text_id, "") if text_id else self._label(item.find(f"{_XFORMS}{label}"))
        return Choice(code, shown or code)
