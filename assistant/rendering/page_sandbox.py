"""The environment of page templates: Jinja's sandbox, with bounds on what it may do.

Pages need loops, macros and attributes, so these cannot be refused as in Word templates. Jinja's own sandbox
keeps a template from Python's insides but not from running or growing without end; here every loop, call and
joined text is counted, operators work on numbers only, and filters and methods come from short lists.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateNotFound, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.filters import do_join
from jinja2.runtime import BlockReference, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jinja2 import Environment
    from jinja2.runtime import Context

# The page of a long report with all its pictures has some 10 MB, 20,000 loop steps and 5,000 calls.
_MAX_LETTERS = 150_000_000
_MAX_STEPS = 2_000_000
_MAX_CALLS = 100_000
_MAX_SOURCE = 1_000_000
_MAX_NUMBER = 1e12
_TEXT_FILTERS = ("upper", "lower", "title", "capitalize", "trim")
_FILTERS = ("default", "d", "length", "count", "min", "max", "sum", "first", "last", "round", "int", "abs")
_LOOP = "_langkah"
_ENDINGS = (".html.j2", ".css", ".js")
_METHODS = frozenset(("count", "items", "keys", "values", "get", "startswith", "endswith"))


class PageEnvironment(ImmutableSandboxedEnvironment):
    """An environment for one page; what it has spent is counted over the whole page."""

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))

    def __init__(self, loader: Any, finalize: Callable[[object], object]) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            finalize=lambda value: finalize(_scalar(value)),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.globals.clear()
        texts = {name: self._counted(self.filters[name]) for name in _TEXT_FILTERS}
        self.filters = {name: self.filters[name] for name in _FILTERS} | texts
        self.filters |= {"join": self._join(), _LOOP: self._steps()}
        self._letters = self._loops = self._calls = 0

    def concat(self, parts: Iterable[str]) -> str:
        """Return parts as one text, which macros, blocks and the page itself come from."""
        kept = []
        for part in parts:
            self._spend(len(part))
            kept.append(part)
        return "".join(kept)

    def _spend(self, letters: int) -> None:
        self._letters += letters
        if self._letters > _MAX_LETTERS:
            raise SecurityError("halaman yang dihasilkan terlalu besar")

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Return the tree with every loop and every `~` made countable."""
        if len(source) > _MAX_SOURCE:
            raise SecurityError("berkas templat terlalu besar")
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            if loop.recursive:
                raise SecurityError("perulangan rekursif tidak diizinkan")
            loop.iter = nodes.Filter(loop.iter, _LOOP, [], [], None, None, lineno=loop.lineno)
        return _JoinConcats().visit(tree)  # type: ignore[no-any-return]

    # With the context as first argument, Jinja runs a filter when the page is written, not when the template
    # is compiled: only then is every round counted.

    def _steps(self) -> Callable[..., Any]:
        @pass_context
        def steps(_context: Context, value: Iterable[Any]) -> list[Any]:
            items = list(value)
            self._loops += len(items) + 1
            if self._loops > _MAX_STEPS:
                raise SecurityError("terlalu banyak perulangan")
            return items

        return steps

    def _join(self) -> Callable[..., Any]:
        @pass_context
        def join(context: Context, value: Iterable[Any], d: str = "") -> Any:
            items = [_scalar(item) for item in value]
            self._spend(sum(len(str(item)) for item in items) + len(d) * len(items))
            return do_join(context.eval_ctx, items, d)

        return join

    def _counted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a filter of texts that counts what it goes through."""

        @pass_context
        def counted(_context: Context, value: Any, *args: Any) -> Any:
            self._spend(len(str(_scalar(value))))
            return function(value, *args)

        return counted

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Return a calculation with numbers; texts and lists are joined by `~` and `join` only."""
        numbers = all(isinstance(n, int | float) and abs(n) <= _MAX_NUMBER for n in (left, right))
        if operator == "**" or not numbers:
            raise SecurityError(f"operator {operator} hanya untuk bilangan")
        return super().call_binop(context, operator, left, right)

    def call(self, context: Any, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call a macro or a method, and count it."""
        self._calls += 1
        self._spend(len(owner) if isinstance(owner := getattr(obj, "__self__", None), str) else 0)
        if self._calls > _MAX_CALLS:
            raise SecurityError("terlalu banyak pemanggilan")
        return super().call(context, obj, *args, **kwargs)

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether a template may call something: its own macros and blocks, and methods that only look."""
        if isinstance(obj, Macro | BlockReference):
            return True
        owner, name = getattr(obj, "__self__", None), getattr(obj, "__name__", "")
        return isinstance(owner, str | dict | list | tuple) and name in _METHODS


class _JoinConcats(NodeTransformer):
    """Writes `a ~ b` as `[a, b] | join`, which is counted."""

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802 - Jinja's naming
        """Return the concatenation as a filter."""
        self.generic_visit(node)
        items = nodes.List(node.nodes, lineno=node.lineno)
        return nodes.Filter(items, "join", [], [], None, None, lineno=node.lineno)


def _scalar(value: Any) -> Any:
    """Return a value that prints as long as it looks; lists within lists can print without end."""
    if isinstance(value, list | tuple | dict | set | frozenset):
        raise SecurityError("daftar hanya dapat dicetak dengan perulangan atau join")
    return value


class PageLoader(FileSystemLoader):
    """Loads templates, style and script of one folder, and nothing that a link in it points to elsewhere."""

    def get_source(self, environment: Environment, template: str) -> Any:
        """Return the source of a template as Jinja wants it."""
        if not template.endswith(_ENDINGS):
            raise TemplateNotFound(template)
        found = super().get_source(environment, template)
        folder, path = Path(self.searchpath[0]).resolve(), Path(found[1]).resolve()
        if not path.is_relative_to(folder):
            raise TemplateNotFound(template)
        return found
