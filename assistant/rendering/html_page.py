"""The one writer of web pages: a template and its values in, one self-contained page out.

A page asks no host for anything: style and script stand in it, and its content security policy allows just
these two, by their hashes. Values are escaped, templates run in a bounded sandbox, a missing value is an
error.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader
from jinja2 import TemplateError as JinjaError
from markupsafe import Markup

from assistant.data import data_directory
from assistant.errors import TemplateError
from assistant.language.clean import printable
from assistant.rendering.page_sandbox import PageEnvironment, PageLoader
from assistant.rendering.wording import DOCUMENT_TYPE, SOURCE_KIND

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from assistant.document import Document
    from assistant.rendering.json_output import Rules

# What an expression in a template can end in; a missing value and a forbidden one are Jinja's own errors.
_TEMPLATE_FAULTS = (
    JinjaError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
STYLE, SCRIPT = "gaya.css", "saring.js"


def render_page(
    template: str,
    document: Document,
    rules: Rules,
    values: Mapping[str, object],
    templates: Path | None = None,
    *,
    embeds_pictures: bool = False,
) -> str:
    """Return a whole HTML page.

    Args:
        template: file name of a template that extends `dasar.html.j2`.
        document: what the page is about; its identity heads the page.
        rules: the mappings that applied.
        values: what the template shows.
        templates: the user's own directory; what it lacks comes from ours.
        embeds_pictures: whether the page holds pictures (as `data:` addresses) that its policy must allow.

    Raises:
        TemplateError: the template is missing, invalid, hostile, or names a value that there is not.
    """
    directories = [data_directory("templates", templates), data_directory("templates")]
    loader = ChoiceLoader([PageLoader(directory) for directory in directories])
    environment = PageEnvironment(loader, _shown)
    try:
        style, script = (_embeddable(loader.get_source(environment, name)[0]) for name in (STYLE, SCRIPT))
        return environment.get_template(template).render(
            gaya=style,
            skrip=script,
            kebijakan=_policy(style, script, embeds_pictures=embeds_pictures),
            dokumen=_heading(document, rules),
            **values,
        )
    except _TEMPLATE_FAULTS as error:
        where = getattr(error, "name", None) or template
        raise TemplateError(
            f"Templat halaman {where} tidak dapat dipakai: {error}.",
            "Perbaiki templat itu, atau jalankan tanpa pilihan --templates.",
        ) from error


def _shown(value: object) -> object:
    """Return a value as a page can hold it; markup of our own stays as it is."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _embeddable(source: str) -> Markup:
    """Return style or script as it may stand inside its element: nothing in it can end the element."""
    return Markup(source.replace("</", "<\\/"))  # noqa: S704 - our file or the user's, no document text


def _policy(style: str, script: str, *, embeds_pictures: bool) -> str:
    """Return the content security policy that allows this style and script, embedded pictures, no more."""

    def digest(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")

    pictures = "img-src data:; " if embeds_pictures else ""
    return (
        f"default-src 'none'; style-src 'sha256-{digest(style)}'; script-src 'sha256-{digest(script)}'; "
        f"{pictures}base-uri 'none'; form-action 'none'"
    )


def _heading(document: Document, rules: Rules) -> dict[str, Any]:
    """Return what the top of every page says about the document."""
    identity, source = document.identity, document.source
    pages = f", {source.pages} halaman" if source.pages else ""
    return {
        "satker": identity.satker or "Satuan kerja tidak dikenali",
        "jenis": DOCUMENT_TYPE[identity.document_type],
        "tahun": identity.year or "tidak dikenali",
        "berkas": source.name,
        "rupa": f"{SOURCE_KIND[source.kind]}{pages}",
        "sidik": source.sha256,
        "format": rules.format,
        "lke": rules.lke,
        "peringatan": document.warnings,
    }
