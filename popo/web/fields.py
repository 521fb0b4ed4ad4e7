"""The fields forms are made of. Every message is a sentence that says what to do.

`required` is the sentence shown when nothing was entered; without it the field may stay empty,
and its data is then `None` (an empty string for text).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from wtforms import fields, validators
from wtforms.validators import StopValidation
from wtforms.widgets import HiddenInput

from popo import clock
from popo.web import dates, widgets

Options = Mapping[Any, str] | Callable[[], Mapping[Any, str]]
"""What a choice offers: value to label, or a function giving that for this request."""

_DATE_HINT = "Like 13/3, 13 March 2007, tue, today or -1 for yesterday"
_MOMENT_HINT = "Like today 14:10 or -1 9.30"
_NOT_OFFERED = "Choose one of the options shown."


class _Answered:
    """Comes first: an empty answer is refused or accepted, and one not understood goes no further.

    WTForms' own validators take a space for an answer and say a second time what was wrong.
    """

    def __init__(self, required: str | None) -> None:
        self.required = required
        self.field_flags = {"required": True} if required else {"optional": True}

    def __call__(self, _form: Any, field: Any) -> None:
        sent = field.raw_data or ()
        if not isinstance(field, fields.SelectMultipleField):
            sent = sent[:1]  # sent several times over, only the first is read
        if not any(str(value).strip() for value in sent):
            field.errors = []
            field.data = _without_spaces(field.data)
            raise StopValidation(self.required or "")
        if field.process_errors:
            raise StopValidation


def _without_spaces(data: Any) -> Any:
    """A space that was sent is no choice that was offered: nobody checks it any further."""
    if isinstance(data, list):
        return [one for one in data if str(one).strip()]
    return "" if isinstance(data, str) and not data.strip() else data


def _checks(required: str | None, extra: Sequence[Any]) -> list[Any]:
    return [_Answered(required), *extra]


def _strip(value: str | None) -> str:
    return (value or "").strip()


class TextLine(fields.StringField):  # type: ignore[misc]
    """One line of text, without the spaces around it. `width` is 2, 3, 4, 5, 10, 20 or 30 letters.

    `autocomplete` is off so that the browser remembers nothing about people.
    """

    widget = widgets.TextInput()

    def __init__(
        self,
        label: str,
        *,
        required: str | None = None,
        hint: str = "",
        max_length: int = 200,
        width: int | None = None,
        autocomplete: str = "off",
        validators: Sequence[Any] = (),
        **kwargs: Any,
    ) -> None:
        checks = _checks(required, [_at_most(max_length), *validators])
        super().__init__(label, checks, [_strip], hint, **kwargs)
        self.params = {"autocomplete": autocomplete, "spellcheck": False}
        if width:
            self.params["classes"] = f"govuk-input--width-{width}"

    def __call__(self, **kwargs: Any) -> Any:
        return super().__call__(**{"params": self.params, **kwargs})


class Paragraph(fields.TextAreaField):  # type: ignore[misc]
    """Several lines of text."""

    widget = widgets.TextArea()

    def __init__(
        self,
        label: str,
        *,
        required: str | None = None,
        hint: str = "",
        max_length: int = 10_000,
        rows: int = 5,
        validators: Sequence[Any] = (),
        **kwargs: Any,
    ) -> None:
        checks = _checks(required, [_at_most(max_length), *validators])
        super().__init__(label, checks, [_strip], hint, **kwargs)
        self.rows = rows

    def __call__(self, **kwargs: Any) -> Any:
        return super().__call__(**{"params": {"rows": self.rows}, **kwargs})


def _at_most(count: int) -> Any:
    return validators.Length(max=count, message=f"Shorten this to {count:,} characters or fewer.")


class Password(fields.PasswordField):  # type: ignore[misc]
    """A password, never filled in again when the form comes back."""

    widget = widgets.PasswordInput()

    def __init__(
        self,
        label: str,
        *,
        required: str,
        hint: str = "",
        autocomplete: str = "current-password",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, _checks(required, ()), description=hint, **kwargs)
        self.autocomplete = autocomplete

    def __call__(self, **kwargs: Any) -> Any:
        return super().__call__(**{"params": {"autocomplete": self.autocomplete}, **kwargs})


class Number(fields.IntegerField):  # type: ignore[misc]
    """A whole number between `least` and `most`."""

    widget = widgets.TextInput()

    def __init__(
        self,
        label: str,
        *,
        least: int,
        most: int,
        required: str | None = None,
        hint: str = "",
        **kwargs: Any,
    ) -> None:
        self.message = f"Enter a whole number from {least:,} to {most:,}."
        limits = validators.NumberRange(least, most, self.message)
        super().__init__(label, _checks(required, [limits]), description=hint, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(self.message) from None

    def __call__(self, **kwargs: Any) -> Any:
        params = {
            "inputmode": "numeric",
            "classes": "govuk-input--width-5",
            "autocomplete": "off",
        }
        return super().__call__(**{"params": params, **kwargs})


class Tick(fields.BooleanField):  # type: ignore[misc]
    """One box to tick, its label beside it. `required` insists that it is ticked."""

    widget = widgets.Checkbox()

    def __init__(
        self, label: str, *, required: str | None = None, hint: str = "", **kwargs: Any
    ) -> None:
        super().__init__(label, _checks(required, ()), description=hint, **kwargs)


class _Choice:
    """What the four ways of choosing share. `coerce` may be a StrEnum."""

    def __init__(
        self,
        label: str,
        *,
        choices: Options,
        required: str | None = None,
        hint: str = "",
        coerce: Callable[[Any], Any] = str,
        validators: Sequence[Any] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(
            label,
            validators=_checks(required, validators),
            description=hint,
            coerce=coerce,  # type: ignore[call-arg]
            choices=choices if callable(choices) else dict(choices),
            invalid_value_message=_NOT_OFFERED,
            invalid_choice_message=_NOT_OFFERED,
            **kwargs,
        )


class RadioChoice(_Choice, fields.RadioField):  # type: ignore[misc]
    """One of a few, as GOV.UK radio buttons."""

    widget = widgets.Radios()


class Dropdown(_Choice, fields.SelectField):  # type: ignore[misc]
    """One of many. Give it an empty first option where nothing may be chosen."""

    widget = widgets.Select()


class ChipField(_Choice, fields.RadioField):  # type: ignore[misc]
    """One of a few short options, as chips."""

    widget = widgets.Chips("radio")


class ChipsField(_Choice, fields.SelectMultipleField):  # type: ignore[misc]
    """Any of a few short options, as chips; its data is a list."""

    widget = widgets.Chips("checkbox")


class TickList(_Choice, fields.SelectMultipleField):  # type: ignore[misc]
    """Any of several, as GOV.UK checkboxes; its data is a list."""

    widget = widgets.Checkboxes()


class NaturalDateField(fields.Field):  # type: ignore[misc]
    """A date typed freely; its data is a date.

    `prefer` says which Tuesday, and which year, is meant where the text does not. The two
    sentences `not_after_today` and `not_before_today` refuse such days.
    """

    widget = widgets.TextInput()

    def __init__(
        self,
        label: str,
        *,
        required: str | None = None,
        hint: str = _DATE_HINT,
        prefer: dates.Prefer = "nearest",
        not_after_today: str | None = None,
        not_before_today: str | None = None,
        validators: Sequence[Any] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(label, _checks(required, validators), description=hint, **kwargs)
        self.prefer: dates.Prefer = prefer
        self.not_after_today = not_after_today
        self.not_before_today = not_before_today

    def process_formdata(self, valuelist: list[str]) -> None:
        text = _strip(valuelist[0]) if valuelist else ""
        self.data = self._read(text) if text else None

    def _read(self, text: str) -> date:
        today = clock.today()
        day = dates.parse_day(text, today, self.prefer)
        if self.not_after_today and day > today:
            raise ValueError(self.not_after_today)
        if self.not_before_today and day < today:
            raise ValueError(self.not_before_today)
        return day

    @property
    def written(self) -> str:
        return dates.write_day(self.data) if self.data else ""

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else self.written

    def __call__(self, **kwargs: Any) -> Any:
        return super().__call__(**{"params": _UNAIDED, **kwargs})


class NaturalDateTimeField(fields.Field):  # type: ignore[misc]
    """A day and a time typed freely; its data is a moment in UTC, read as London time."""

    widget = widgets.TextInput()

    def __init__(
        self,
        label: str,
        *,
        required: str | None = None,
        hint: str = _MOMENT_HINT,
        prefer: dates.Prefer = "past",
        not_after_now: str | None = None,
        validators: Sequence[Any] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(label, _checks(required, validators), description=hint, **kwargs)
        self.prefer: dates.Prefer = prefer
        self.not_after_now = not_after_now

    def process_formdata(self, valuelist: list[str]) -> None:
        text = _strip(valuelist[0]) if valuelist else ""
        self.data = self._read(text) if text else None

    def _read(self, text: str) -> datetime:
        now = clock.now()
        wall = dates.parse_moment(text, clock.local(now).replace(tzinfo=None), self.prefer)
        moment = clock.at(wall.date(), wall.hour, wall.minute)
        if self.not_after_now and moment > now:
            raise ValueError(self.not_after_now)
        return moment

    @property
    def written(self) -> str:
        return dates.write_moment(clock.local(self.data)) if self.data else ""

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else self.written

    def __call__(self, **kwargs: Any) -> Any:
        return super().__call__(**{"params": _UNAIDED, **kwargs})


_UNAIDED = {"autocomplete": "off", "spellcheck": False, "classes": "govuk-input--width-20"}


class HiddenText(fields.StringField):  # type: ignore[misc]
    """A value that travels with the form unseen."""

    widget = HiddenInput()


class HiddenNumber(fields.IntegerField):  # type: ignore[misc]
    """A number that travels with the form unseen; `required` is said when it is not one."""

    widget = HiddenInput()

    def __init__(self, *, required: str, **kwargs: Any) -> None:
        super().__init__("", _checks(required, ()), **kwargs)
        self.required = required

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(self.required) from None
