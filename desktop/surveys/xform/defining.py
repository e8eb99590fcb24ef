"""From an XForm to the `Form` that people and other rooms read: sections, questions and choices in one language.

It names what our desk cannot ask (pictures, sound) as problems; it never leaves a question out in silence.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from desktop.surveys.definition import Choice, FlawedForm, Form, Kind, Problem, Question, Repeat, Section
from desktop.surveys.xform.model import NO_LABEL, Bind, Control, Itemset, Label, Words, XForm
from desktop.surveys.xform.parsing import not_a_form
from desktop.surveys.xform.reading import read
from desktop.surveys.xpath.nodes import Node
from desktop.text import nfc

DEEPEST_GROUP = 20
#: The code of problems with single questions that our desk passes over; the rest of the form can be used.
NOT_ASKED = "not-asked"
_KIND_OF_TYPE: dict[str, Kind] = {
    "": "text", "string": "text", "tel": "text", "int": "integer", "integer": "integer", "decimal": "decimal",
    "date": "date", "time": "time", "dateTime": "datetime", "geopoint": "geopoint", "geotrace": "geotrace",
    "geoshape": "geoshape", "barcode": "barcode",
}  # fmt: skip
_KIND_OF_TAG: dict[str, Kind] = {
    "select1": "select_one", "select": "select_multiple", "rank": "rank", "trigger": "acknowledge", "upload": "file",
}  # fmt: skip
_ROWS = re.compile(r"\s*(?:randomize\(\s*)?instance\('([^']+)'\)/\w+/\w+")
_TRUE = re.compile(r"\s*true\(\)\s*")
_FALSE = re.compile(r"\s*(false\(\))?\s*")
_NOTHING = Bind("")


def form_from_xform(xml: str, language: str = "") -> Form:
    """Read an XForm; labels in `language`, else in its default one. Raises `FormProblem` on the first flaw.

    Questions that our desk passes over are no flaw.
    """
    form, problems = read_xform(xml, language)
    for problem in problems:
        if problem.code != NOT_ASKED:
            raise FlawedForm(problem)
    return form


def read_xform(xml: str, language: str = "") -> tuple[Form, list[Problem]]:
    """Read an XForm and list what cannot be asked; raises `FormProblem` only when the text is no XForm at all."""
    return define(read(xml), language)


def define(xform: XForm, language: str = "") -> tuple[Form, list[Problem]]:
    """The form as people read it, and what of it our desk cannot ask."""
    definer = _Definer(xform, language)
    return definer.form(), definer.problems


class _Definer:
    """One pass over one form in one language."""

    def __init__(self, xform: XForm, language: str) -> None:
        self.xform = xform
        self.problems: list[Problem] = []
        self.language = language if language in xform.languages else xform.default_language
        self.sections: list[Section] = []
        self.repeats: list[Repeat] = []
        self._begun: list[tuple[str, str]] = []  # path and heading of groups that no section has told yet

    def note(self, place: str, message: str, advice: str, code: str = "unsupported") -> None:
        """Collect something that our desk cannot ask."""
        self.problems.append(Problem(place or self.xform.title or "Biểu mẫu", message, advice, code))

    def form(self) -> Form:
        """The form."""
        root = f"/{self.xform.instance.name}"
        self._group(self.xform.body, root, self.xform.title, "", 0)
        if not any(section.questions for section in self.sections):
            self.note("", "Biểu mẫu không có câu hỏi nào.", "Hãy viết các câu hỏi vào trang survey.")
        return Form(
            form_id=self.xform.form_id,
            version=self.xform.version,
            title=self.xform.title,
            language=self.language,
            languages=tuple(self.xform.languages),
            sections=tuple(section for section in self.sections if section.questions),
            hidden=tuple(self._hidden()),
            conditions={path: bind.relevant for path, bind in self.xform.binds.items() if bind.relevant},
            repeats=tuple(self.repeats),
        )

    # -- labels

    def said(self, label: Label, form: str = "") -> str:
        """A label; values that stand in it are shown as an ellipsis."""
        words = label.words
        if label.text_id:
            forms = self.xform.languages.get(self.language, {}).get(label.text_id, {})
            words = forms.get(form) or (() if form else forms.get("long", ()))
        elif form:
            return ""
        return _flat(words)

    # -- groups

    def _group(self, controls: tuple[Control, ...], path: str, label: str, repeat: str, depth: int) -> None:
        """Turn a group into sections: one for each run of questions between the groups inside it."""
        if depth > DEEPEST_GROUP:
            raise not_a_form("các nhóm lồng nhau quá sâu")
        run: list[Question] = []
        for control in controls:
            if control.tag not in ("group", "repeat"):
                run.append(self._asked(control, repeat))
                continue
            self._close(run, path, label, repeat)
            run = []
            own_label = self.said(control.label)
            inner_label = own_label or label
            inner = control.path or path
            if own_label:
                self._begun.append((inner, own_label))
            inside = inner if control.tag == "repeat" else repeat
            if control.tag == "repeat":
                self.repeats.append(Repeat(self._name(inner, repeat), inner, inner_label, control.repeat_count, repeat))
            self._group(control.children, inner, inner_label, inside, depth + 1)
            self._begun = [(at, told) for at, told in self._begun if at != inner]
        self._close(run, path, label, repeat)

    def _close(self, run: list[Question], path: str, label: str, repeat: str) -> None:
        """Make a section of the questions that were gathered."""
        if run:
            relevant = self._bind(path).relevant
            above = tuple(told for at, told in self._begun if at != path and told != label)
            self._begun.clear()
            self.sections.append(Section(path.rpartition("/")[2], path, label, relevant, tuple(run), repeat, above))

    # -- questions

    def _asked(self, control: Control, repeat: str) -> Question:
        """The question of a control."""
        kind = self._kind(control)
        place = self.said(control.label) or control.path
        if kind == "file":
            message = "Máy này không chụp ảnh, ghi âm hay đính kèm tệp vào phiếu được."
            self.note(place, message, "Câu này sẽ được bỏ qua khi hỏi; các câu khác vẫn dùng được.", NOT_ASKED)
        choices, choices_from = self._choices(control)
        return self._question(control.path, kind, repeat, control, choices, choices_from)

    def _question(
        self, path: str, kind: Kind, repeat: str, control: Control | None = None, choices: tuple[Choice, ...] = (),
        choices_from: str = "",
    ) -> Question:  # fmt: skip
        """A question with what its bind says."""
        bind = self._bind(path)
        label, hint = (control.label, control.hint) if control else (NO_LABEL, NO_LABEL)
        always = _TRUE.fullmatch(bind.required) is not None
        return Question(
            name=self._name(path, repeat),
            path=path,
            kind=kind,
            label=self.said(label),
            hint=self.said(hint),
            guidance=self.said(hint, "guidance") or self.said(label, "guidance"),
            repeat=repeat,
            required=always,
            required_if="" if always or _FALSE.fullmatch(bind.required) else bind.required,
            required_message=self.said(bind.required_message),
            read_only=_TRUE.fullmatch(bind.readonly) is not None,
            relevant=bind.relevant,
            constraint=bind.constraint,
            message=self.said(bind.constraint_message),
            calculation=bind.calculate,
            choices=choices,
            choices_from=choices_from,
            default=_default(self.xform.instance, path),
            appearance=control.appearance if control else "",
            personal=bind.personal,
        )

    def _bind(self, path: str) -> Bind:
        """The bind of a path; an empty one when the form has none."""
        return self.xform.binds.get(path, _NOTHING)

    def _kind(self, control: Control) -> Kind:
        """What kind of answer the control takes."""
        bind = self._bind(control.path)
        if control.tag in _KIND_OF_TAG:
            return _KIND_OF_TAG[control.tag]
        kind = _KIND_OF_TYPE.get(bind.type, "text")
        only_shown = kind == "text" and _TRUE.fullmatch(bind.readonly)
        is_note = only_shown and not (bind.constraint or bind.calculate or bind.required)
        return "note" if is_note else kind

    def _hidden(self) -> Iterator[Question]:
        """What is computed or preset without a control; the form's own bookkeeping (meta) is left out."""
        shown = {control.path for control in self.xform.controls}
        meta = f"/{self.xform.instance.name}/meta/"
        paths = {repeat.path for repeat in self.repeats}
        for path, bind in self.xform.binds.items():
            if (bind.calculate or bind.preload) and path not in shown and not path.startswith(meta):
                around = max((one for one in paths if path.startswith(f"{one}/")), key=len, default="")
                yield self._question(path, "calculate" if bind.calculate else "hidden", around)

    # -- names

    def _name(self, path: str, repeat: str) -> str:
        """The name that answers are kept under: the last step, or the path below the repeat where that is not alone."""
        last = path.rpartition("/")[2]
        if self._scopes.get((repeat, last), 0) < 2:
            return last
        return path[len(repeat or f"/{self.xform.instance.name}") + 1 :]

    @cached_property
    def _scopes(self) -> Mapping[tuple[str, str], int]:
        """How often a name is used among the questions, repeats and calculations of the same repeat."""
        repeats = {control.path for control in self.xform.controls if control.tag == "repeat"}
        paths = {control.path for control in self.xform.controls if control.tag != "group"}
        paths |= {path for path, bind in self.xform.binds.items() if bind.calculate or bind.preload}
        counts: dict[tuple[str, str], int] = {}
        for path in paths:
            around = max((one for one in repeats if path.startswith(f"{one}/")), key=len, default="")
            key = (around, path.rpartition("/")[2])
            counts[key] = counts.get(key, 0) + 1
        return counts

    # -- choices

    def _choices(self, control: Control) -> tuple[tuple[Choice, ...], str]:
        """Every choice that a select may offer, or the name of the list that the desk fills in."""
        itemset = control.itemset
        if itemset is None:
            return tuple(Choice(item.value, self.said(item.label) or item.value) for item in control.items), ""
        found = _ROWS.match(itemset.nodeset)
        source = self.xform.sources.get(found[1]) if found else None
        if source is None or source.content is None:
            return (), source.name if source else ""
        rows = (row for top in source.content.children for row in top.children)
        return tuple(self._choice(itemset, row) for row in rows), ""

    def _choice(self, itemset: Itemset, row: Node) -> Choice:
        """The choice that a row of a list stands for."""
        cells = {cell.name: cell for cell in row.children}
        value = _cell(cells, itemset.value)
        if itemset.label.startswith("jr:itext("):
            text_id = _cell(cells, itemset.label[9:-1].strip())
            return Choice(value, self.said(Label(text_id=text_id)) or value)
        return Choice(value, _cell(cells, itemset.label) or value)


def _cell(cells: Mapping[str, Node], name: str) -> str:
    """A cell of a row, "" when the row has none."""
    return nfc(cells[name].text()).strip() if name in cells else ""


def _flat(words: Words) -> str:
    """Words on one line; values that stand in them are shown as an ellipsis."""
    return " ".join("".join(piece if isinstance(piece, str) else "…" for piece in words).split())


def _default(instance: Node, path: str) -> str:
    """What the instance has at a path such as /data/B/so_nk."""
    node: Node | None = instance
    for step in path.split("/")[2:]:
        node = None if node is None else next((child for child in node.children if child.name == step), None)
    return node.value.strip() if node is not None and not node.children else ""
