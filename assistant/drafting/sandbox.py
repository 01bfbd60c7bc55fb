"""The language of Word templates: a small, safe part of Jinja's.

A template may print values and choose between texts, and nothing else. Loops, assignments, calls, attributes
and operators are refused as such: what cannot be written cannot reach Python's objects, run for ever, or
double a text until it fills the memory.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

# All that a template of a report has a use for; others of Jinja's filters can build texts of any size.
FILTERS = ("upper", "lower", "title", "capitalize", "trim", "default", "d", "length", "e")
TESTS = ("defined", "undefined", "none", "eq", "equalto", "==", "ne", "!=", "in")


@cache
def environment() -> Environment:
    """Return the environment that knows only what a template may write; others end in `SecurityError`."""
    from jinja2 import StrictUndefined, nodes
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    allowed = (
        nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.CondExpr,
        nodes.Compare, nodes.Operand, nodes.Not, nodes.And, nodes.Or, nodes.Filter, nodes.Test,
    )  # fmt: skip

    class Sandbox(ImmutableSandboxedEnvironment):
        """A sandbox that knows only the constructs above."""

        def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
            tree = super()._parse(source, name, filename)
            for node in tree.find_all(nodes.Node):
                if not isinstance(node, allowed):
                    raise SecurityError(type(node).__name__)
            return tree

    made = Sandbox(undefined=StrictUndefined, autoescape=True)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in FILTERS}
    made.tests = {name: made.tests[name] for name in TESTS}
    return made


def names_in(expression: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names that an expression uses, and those of them that need not be known.

    The latter are only asked whether they are defined, or given a default.

    Raises:
        jinja2.exceptions.TemplateError: the expression is no expression, or not allowed.
    """
    from jinja2 import nodes
    from jinja2.exceptions import SecurityError

    tree = environment().parse("{{ " + expression + " }}")
    for call in tree.find_all((nodes.Filter, nodes.Test)):  # Jinja itself misses them only when they run
        if call.name not in (FILTERS if isinstance(call, nodes.Filter) else TESTS):
            raise SecurityError(call.name)
    names = {node.name for node in tree.find_all(nodes.Name)}
    tolerant = {
        node.node.name
        for node in tree.find_all((nodes.Filter, nodes.Test))
        if isinstance(node.node, nodes.Name) and node.name in ("default", "d", "defined", "undefined")
    }
    return frozenset(names), frozenset(tolerant)
