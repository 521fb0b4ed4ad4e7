"""Renders the GOV.UK components, whose templates read many values that nobody set.

Our own templates are strict about undefined values; these cannot be, so they get an environment
of their own.
"""

from typing import Any

from jinja2 import Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

_ENVIRONMENT = Environment(
    autoescape=True,
    loader=PrefixLoader(
        {
            "govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja"),
            "govuk_frontend_wtf": PackageLoader("govuk_frontend_wtf"),
        }
    ),
)


def render_widget(template: str, params: dict[str, Any]) -> Markup:
    """The form widget `template` of govuk-frontend-wtf."""
    return Markup(_ENVIRONMENT.get_template(template).render(params=params))  # noqa: S704 - escaped


def govuk(component: str, params: dict[str, Any]) -> Markup:
    """A component by its name in the design system: `govuk("error-summary", {…})`."""
    name = f"govuk_frontend_jinja/components/{component}/macro.html"
    macro = "govuk" + component.title().replace("-", "")
    return Markup(getattr(_ENVIRONMENT.get_template(name).module, macro)(params))  # noqa: S704
