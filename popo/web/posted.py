"""What a browser would post of a form's fields, name by name."""

import json
from typing import Any

from wtforms import fields
from wtforms.widgets import HiddenInput

from popo.web.fields import NaturalDateField, NaturalDateTimeField

Posted = dict[str, list[str]]


def as_posted(field: Any) -> list[str]:
    """What was posted, or what would be if nothing were touched."""
    if isinstance(field, NaturalDateField | NaturalDateTimeField) and field.data:
        return [field.written]  # `3/5` and `3 May` are the same day
    if field.raw_data is not None:
        return [str(value) for value in field.raw_data]
    if isinstance(field, fields.BooleanField):
        return ["y"] if field.data else []
    if isinstance(field, fields.SelectFieldBase):
        return [str(choice.value) for choice in field.iter_choices() if choice.selected]
    return [str(field._value())]  # noqa: SLF001 - how WTForms names what a field shows


class Opened(fields.StringField):  # type: ignore[misc]
    """Carries unseen what the form's other fields showed when it was opened."""

    widget = HiddenInput()

    def __init__(self, *args: Any, _form: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, _form=_form, **kwargs)
        self._form = _form

    def told(self) -> Posted:
        """By field name; empty where what came back is not what was sent."""
        try:
            held = json.loads(self._value())
        except (ValueError, RecursionError):
            return {}
        if not isinstance(held, dict):
            return {}
        return {
            name: [str(value) for value in values]
            for name, values in held.items()
            if isinstance(values, list)
        }

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        shown = (field for field in self._form if not isinstance(field.widget, HiddenInput))
        return json.dumps({field.name: as_posted(field) for field in shown}, ensure_ascii=False)
