"""The reader's language: Chinese unless he chose English; kept in the signed cookie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, g, has_request_context, redirect, request, session
from flask_babel import get_locale, get_translations

from planner.web.access import PROGRAMS, Scope, allow
from planner.web.redirection import safe_target

if TYPE_CHECKING:
    from babel.support import NullTranslations
    from flask import Flask
    from werkzeug.wrappers import Response

blueprint = Blueprint("language", __name__)
LANGUAGES = ("zh", "en")


def choose_language() -> str:
    """Return the language that the reader chose."""
    if not has_request_context():
        return LANGUAGES[0]
    if request.blueprint == PROGRAMS or request.path.startswith("/api/v1/"):  # no such path, too
        return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
    chosen = session.get("language")
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def language() -> str:
    """Return the language of the page, ``zh`` or ``en``."""
    if "language" not in g:
        locale = get_locale()
        g.language = "en" if locale is not None and locale.language == "en" else "zh"
    return str(g.language)


def find_translations() -> NullTranslations:
    """Return the words in the language of the page."""
    if "translations" not in g:
        g.translations = get_translations()
    kept: NullTranslations = g.translations
    return kept


def translate_templates(app: Flask) -> None:
    """Let templates find their words once a page: a page has hundreds, and one language."""
    install: Any = app.jinja_env.install_gettext_callables  # type: ignore[attr-defined]
    install(
        gettext=lambda word: find_translations().ugettext(word),
        ngettext=lambda one, many, count: find_translations().ungettext(one, many, count),
        newstyle=True,
    )


@blueprint.post("/language")
@allow(None, Scope.NOTHING)
def switch_language() -> Response:
    """Keep the chosen language and go back to the page."""
    chosen = request.form.get("language")
    if chosen in LANGUAGES:
        session["language"] = chosen
    return redirect(safe_target(request.form.get("next")))
