"""From the syntax tree to closures: each piece becomes a function of a context. It neither parses nor keeps documents.

A call that cannot work (unknown name, wrong number of arguments) is noted in `faults` and raises only when it is
reached: forms rely on `if()` and `and` never looking at what they do not need.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from desktop.surveys.xpath.axes import ordered
from desktop.surveys.xpath.context import Context, Evaluate
from desktop.surveys.xpath.functions import FUNCTIONS
from desktop.surveys.xpath.functions.declaring import Function
from desktop.surveys.xpath.lookups import column_and_key, looked_up
from desktop.surveys.xpath.nodes import Node, local
from desktop.surveys.xpath.operators import ARITHMETIC, COMPARISONS, compare
from desktop.surveys.xpath.paths import Take, narrowed, step_taker
from desktop.surveys.xpath.problems import ExpressionError, unknown_function, wrong_count, wrong_type
from desktop.surveys.xpath.syntax import Call, Chain, Filter, Negation, Number, Path, Step, Syntax, Text
from desktop.surveys.xpath.values import UNANSWERED, Value, to_number, to_truth


@dataclass
class Compiler:
    """Compiles one expression and notes which functions it calls and what is wrong with them."""

    functions: set[str] = field(default_factory=set)
    faults: list[ExpressionError] = field(default_factory=list)

    def compiled(self, syntax: Syntax) -> Evaluate:
        """The closure of a piece of syntax."""
        match syntax:
            case Number(written):
                return _constant(float(written))
            case Text(text):
                return _constant(text)
            case Chain(first, rest):
                return self._chain(first, rest)
            case Negation(operand, signs):
                return _negated(self.compiled(operand), signs)
            case Call():
                return self._call(syntax)
            case Filter(base, predicates):
                return _filtered(self.compiled(base), [self.compiled(predicate) for predicate in predicates])
            case Path():
                return self._path(syntax)

    def _chain(self, first: Syntax, rest: tuple[tuple[str, Syntax], ...]) -> Evaluate:
        """Operators of one precedence."""
        sign = rest[0][0]
        start = self.compiled(first)
        operands = [(name, self.compiled(operand)) for name, operand in rest]
        if sign in ("and", "or"):
            return _decided((start, *(operand for _, operand in operands)), decided=sign == "or")
        if sign == "|":
            return _united([start, *(operand for _, operand in operands)])
        if sign not in COMPARISONS:
            return _calculated(start, [(ARITHMETIC[name], operand) for name, operand in operands])
        for name, operand in operands:
            start = _compared(name, start, operand)
        return start

    def _call(self, call: Call) -> Evaluate:
        """A function with its arguments."""
        self.functions.add(call.name)
        arguments = [self.compiled(argument) for argument in call.arguments]
        function = FUNCTIONS.get(call.name)
        if function is None:
            return self._fault(unknown_function(call.name, call.column))
        if not function.least <= len(arguments) <= function.most:
            return self._fault(wrong_count(call.name, call.column))
        return _called(function, arguments)

    def _fault(self, fault: ExpressionError) -> Evaluate:
        """A call that raises when it is reached."""
        self.faults.append(fault)

        def evaluate(_context: Context) -> Value:
            raise fault

        return evaluate

    def _path(self, path: Path) -> Evaluate:
        """A path from the root, from another expression's nodes, or from where we stand."""
        takes = [self._step(step) for step in path.steps]
        nothing = _nothing_found(path)
        start = self.compiled(path.start) if path.start is not None else None
        if start is not None:
            return _walk(lambda context: _nodes(start(context)), takes, nothing)
        if path.absolute:
            return _walk(lambda context: [context.form.document], takes, nothing)
        return _walk(lambda context: [context.node], takes, nothing)

    def _step(self, step: Step) -> Take:
        """One step with its predicates."""
        predicates = [self.compiled(predicate) for predicate in step.predicates]
        take = step_taker(step, predicates)
        sought = column_and_key(step) if predicates else None
        if sought is None:
            return take
        column, key = sought
        return looked_up(take, local(step.test), column, self.compiled(key), predicates)


def _constant(value: Value) -> Evaluate:
    return lambda _context: value


def _negated(operand: Evaluate, signs: int) -> Evaluate:
    factor = -1.0 if signs % 2 else 1.0
    return lambda context: factor * to_number(operand(context), context.zone)


def _decided(operands: Sequence[Evaluate], *, decided: bool) -> Evaluate:
    """`or` and `and`: the first operand that decides ends it."""

    def evaluate(context: Context) -> Value:
        for operand in operands:
            if to_truth(operand(context)) is decided:
                return decided
        return not decided

    return evaluate


def _united(operands: Sequence[Evaluate]) -> Evaluate:
    """The nodes of all operands."""

    def evaluate(context: Context) -> Value:
        found = [node for operand in operands for node in _nodes(operand(context))]
        context.budget.spend(len(found))
        return ordered(found)

    return evaluate


def _calculated(start: Evaluate, rest: Sequence[tuple[Callable[[float, float], float], Evaluate]]) -> Evaluate:
    """Arithmetic, left to right, in a loop so that a long sum needs no deep stack."""

    def evaluate(context: Context) -> Value:
        zone = context.zone
        number = to_number(start(context), zone)
        for calculate, operand in rest:
            number = calculate(number, to_number(operand(context), zone))
        return number

    return evaluate


def _compared(sign: str, left: Evaluate, right: Evaluate) -> Evaluate:
    return lambda context: compare(sign, left(context), right(context), context.zone)


def _called(function: Function, arguments: list[Evaluate]) -> Evaluate:
    """A call; most functions get values, a few decide themselves what to look at."""
    if function.lazy is not None:
        lazy = function.lazy
        return lambda context: lazy(context, arguments)
    eager = function.eager
    if len(arguments) == 1:
        only = arguments[0]
        return lambda context: eager(context, only(context))
    if len(arguments) == 2:
        first, second = arguments
        return lambda context: eager(context, first(context), second(context))
    return lambda context: eager(context, *[argument(context) for argument in arguments])


def _nothing_found(path: Path) -> list[Node]:
    """What a path gives that finds nothing; one that ends with a name asks for a question, which is then empty."""
    last = path.steps[-1] if path.steps else None
    named = last is not None and last.axis == "child" and not last.test.endswith(("*", ")"))
    return UNANSWERED if named else []


def _walk(start: Callable[[Context], list[Node]], takes: list[Take], nothing: list[Node]) -> Evaluate:
    """All steps of a path; nodes that are not relevant are not in the result."""

    def evaluate(context: Context) -> Value:
        nodes = start(context)
        for take in takes:
            nodes = take(context, nodes)
            if not nodes:
                return nothing
        return [node for node in nodes if node.relevant] or nothing

    return evaluate


def _filtered(base: Evaluate, predicates: list[Evaluate]) -> Evaluate:
    """What an expression gives, narrowed by predicates."""

    def evaluate(context: Context) -> Value:
        nodes = _nodes(base(context))
        for predicate in predicates:
            nodes = narrowed(context, nodes, predicate)
        return nodes

    return evaluate


def _nodes(value: Value) -> list[Node]:
    """A value that must be nodes; raises `ExpressionError`."""
    if not isinstance(value, list):
        raise wrong_type("/")
    return value
