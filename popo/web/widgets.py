"""How fields are drawn: GOV.UK's widgets, mended where they fall short, and chips."""

from typing import Any

from flask import get_template_attribute
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovCheckboxInput,
    GovFileInput,
    GovPasswordInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from markupsafe import Markup

from popo.web.govuk import render_widget


class _Mended:
    """Drawn apart from our strict templates, with labels in bold and no empty hints."""

    template: str

    def map_gov_params(self, field: Any, **kwargs: Any) -> dict[str, Any]:
        params: dict[str, Any] = super().map_gov_params(field, **kwargs)  # type: ignore[misc]
        if not field.description:
            params.pop("hint", None)
        if "label" in params:
            params["label"]["classes"] = "govuk-label--s"
        if "fieldset" in params:
            params["fieldset"]["legend"]["classes"] = "govuk-fieldset__legend--s"
        return params

    def render(self, params: dict[str, Any]) -> Markup:
        return render_widget(self.template, params)


class TextInput(_Mended, GovTextInput):  # type: ignore[misc]
    pass


class PasswordInput(_Mended, GovPasswordInput):  # type: ignore[misc]
    pass


class TextArea(_Mended, GovTextArea):  # type: ignore[misc]
    pass


class FileInput(_Mended, GovFileInput):  # type: ignore[misc]
    pass


class Select(_Mended, GovSelect):  # type: ignore[misc]
    pass


class Radios(_Mended, GovRadioInput):  # type: ignore[misc]
    pass


class Checkboxes(_Mended, GovCheckboxesInput):  # type: ignore[misc]
    pass


class Checkbox(_Mended, GovCheckboxInput):  # type: ignore[misc]
    pass


class Chips:
    """Radio buttons or checkboxes drawn as a row of chips."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __call__(self, field: Any, **_kwargs: Any) -> Markup:
        draw = get_template_attribute("components/chips.html", "chips")
        return Markup(draw(field, self.kind))  # noqa: S704 - a macro's output is escaped
