"""What every form is built on."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from flask_wtf import FlaskForm
from wtforms.validators import Regexp
from wtforms.widgets import HiddenInput

from popo.errors import RuleBroken
from popo.web.fields import HiddenNumber, HiddenText
from popo.web.posted import Opened

_TOP = "#main-content"
_IDEMPOTENCY_PATTERN = r"[0-9a-f]{32}"


@dataclass(frozen=True)
class Problem:
    """One line of the error summary; `href` is the field it leads to."""

    text: str
    href: str


class Form(FlaskForm):  # type: ignore[misc]
    """A form ends in one typed value: give each a method `details()`.

    Pass it to its template under the name `form`: the layout then shows the error summary.
    """

    def show(self, broken: RuleBroken) -> None:
        """Puts the sentence of a broken rule beside its field, or above the whole form."""
        field = self._fields.get(broken.field)
        if field is None:
            self.form_errors.append(broken.message)
        else:
            field.errors = [*field.errors, broken.message]

    def problems(self) -> list[Problem]:
        """What the error summary lists, in the order of the fields."""
        whole = [Problem(text, _TOP) for text in self.form_errors]
        fields: list[Any] = [field for field in self if field.errors]
        return whole + [Problem(str(field.errors[0]), _place(field)) for field in fields]


def _place(field: Any) -> str:
    return _TOP if isinstance(field.widget, HiddenInput) else f"#{field.id}"


class VersionedForm(Form):
    """Changes a record that was read at `version`, so that nobody overwrites anybody.

    Open it with `SomeForm(data={"version": record.version, …})` or `obj=record`.
    """

    version = HiddenNumber(required="Go back, open the record again and make your change there.")
    opened = Opened()


class DraftedForm(Form):
    """Saves itself as it is typed; `idempotency` names the draft, so saving twice is harmless."""

    idempotency = HiddenText(
        default=lambda: uuid4().hex,
        validators=[Regexp(rf"^{_IDEMPOTENCY_PATTERN}\Z", message="Open the form again.")],
    )
