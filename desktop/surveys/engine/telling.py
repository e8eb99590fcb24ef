"""The texts of a form for one instance in one language: labels with values inside, translations, choices."""

import re
from collections.abc import Mapping

from desktop.surveys.definition import Choice
from desktop.surveys.engine.placing import place
from desktop.surveys.engine.specs import Spec
from desktop.surveys.engine.tree import FormNode
from desktop.surveys.xform.model import Control, Itemset, Label, Output, Words, XForm
from desktop.surveys.xpath.context import Context, Surroundings
from desktop.surveys.xpath.expression import compile_expression
from desktop.surveys.xpath.nodes import Node
from desktop.surveys.xpath.problems import ExpressionError, wrong_type
from desktop.text import nfc

_FIXED = re.compile(r"\s*instance\('[^']*'\)/\w+/\w+\s*")


class Teller:
    """Says what a form says about a node. `language` can be changed at any time.

    `lists` are choices that only the desk knows (villages, members of the team), by the name of their instance.
    """

    def __init__(
        self,
        form: XForm,
        surroundings: Surroundings,
        lists: Mapping[str, tuple[Choice, ...]],
    ) -> None:
        self.form = form
        self.language = form.default_language
        self._surroundings, self._lists = surroundings, lists
        self._whole: dict[tuple[str, Itemset], tuple[Choice, ...]] = {}

    # -- labels

    def tell(self, label: Label, node: FormNode, form: str = "") -> str:
        """A label as it reads at a node; `form` is the kind of text, such as "guidance"; "" when there is none."""
        if label.text_id:
            return self._said(self._words(label.text_id, form), node)
        if form:
            return ""
        return self._value(label.reference, node) if label.reference else self._said(label.words, node)

    def text(self, text_id: str, form: str = "") -> str:
        """A translated text without a place: its computed parts are left out."""
        return "".join(piece for piece in self._words(text_id, form) if isinstance(piece, str))

    def _words(self, text_id: str, form: str) -> Words:
        """A text of the language that is on, else of the default language."""
        for language in (self.language, self.form.default_language):
            forms = self.form.languages.get(language, {}).get(text_id)
            if forms is not None:
                other = () if form else forms.get("long", forms.get("short", ()))
                return forms.get(form, other)
        return ()

    def _said(self, words: Words, node: FormNode) -> str:
        """Words with the values that stand in them."""
        return "".join(self._value(piece.expression, node) if isinstance(piece, Output) else piece for piece in words)

    def _value(self, expression: str, node: FormNode) -> str:
        """The text of an expression at a node; "" when it cannot be evaluated."""
        try:
            return place(expression, node.spec).expression.text_at(Context(node, self._surroundings))
        except ExpressionError:
            return ""

    # -- choices

    def choices(self, node: FormNode) -> tuple[Choice, ...]:
        """What can be chosen at a node now, in order."""
        control = node.spec.control
        if control is None:
            return ()
        if control.itemset is None:
            return tuple(Choice(item.value, self.tell(item.label, node) or item.value) for item in control.items)
        return self._found(control.itemset, node)

    def _found(self, itemset: Itemset, node: FormNode) -> tuple[Choice, ...]:
        """Choices that an expression finds; none when it fails."""
        name = _whole_list(itemset)
        if name in self._lists:
            return self._lists[name]
        known = self._whole.get((self.language, itemset))
        if known is not None:
            return known
        try:
            rows = place(itemset.nodeset, node.spec).expression.nodes(Context(node, self._surroundings))
        except ExpressionError:
            return ()
        choices = tuple(self._choice(itemset, row, node) for row in rows)
        if _is_fixed(itemset):
            self._whole[self.language, itemset] = choices
        return choices

    def _choice(self, itemset: Itemset, row: Node, node: FormNode) -> Choice:
        """The choice that a row of a list stands for."""
        value = _cell(row, itemset.value, self._surroundings).strip()
        inner = _inside_itext(itemset.label)
        if inner:
            label = self._said(self._words(_cell(row, inner, self._surroundings), ""), node)
        else:
            label = nfc(_cell(row, itemset.label, self._surroundings)).strip()
        return Choice(value, label or value)

    def choice_name(self, origin: Node, value: str, path: str) -> str:
        """The label of a code of the question at a path (`jr:choice-name()`); "" when it is none of its choices.

        The path is a text, so it may also be relative to the node that the expression belongs to.
        """
        try:
            found = place(path.strip(), _spec_of(origin)).expression.nodes(Context(origin, self._surroundings))
        except ExpressionError:
            return ""
        node = found[0] if found else None
        choices = self.choices(node) if isinstance(node, FormNode) else ()
        return next((choice.label for choice in choices if choice.value == value), "")


def _spec_of(node: Node) -> Spec:
    """The place of a node of the instance."""
    if not isinstance(node, FormNode):
        raise wrong_type("jr:choice-name")
    return node.spec


def _whole_list(itemset: Itemset) -> str:
    """The name of the instance that an itemset gives whole or filtered, "" when it is something else."""
    text = itemset.nodeset.strip()
    return text[10:].partition("'")[0] if text.startswith("instance('") else ""


def _is_fixed(itemset: Itemset) -> bool:
    """Whether an itemset gives the same whatever was answered: a whole list whose labels show no answers."""
    return _FIXED.fullmatch(itemset.nodeset) is not None and not _inside_itext(itemset.label)


def _inside_itext(label: str) -> str:
    """The path inside `jr:itext(itextId)`, "" when the label is something else."""
    text = label.strip()
    return text[9:-1].strip() if text.startswith("jr:itext(") and text.endswith(")") else ""


def _cell(row: Node, path: str, surroundings: Surroundings) -> str:
    """What a path gives at a row; most are the name of a child."""
    for child in row.children:
        if child.name == path:
            return child.text()
    if path.replace("_", "").replace("-", "").isalnum():
        return ""
    return compile_expression(path).text_at(Context(row, surroundings))


def is_dynamic(control: Control, form: XForm) -> bool:
    """Whether a control's label, hint or choices depend on answers."""
    return any(_is_computed(label, form) for label in (control.label, control.hint)) or (
        control.itemset is not None and "[" in control.itemset.nodeset
    )


def _is_computed(label: Label, form: XForm) -> bool:
    """Whether a label shows a value."""
    if label.reference:
        return True
    texts = [label.words]
    for translation in form.languages.values():
        texts.extend(translation.get(label.text_id, {}).values())
    return any(isinstance(piece, Output) for words in texts for piece in words)
