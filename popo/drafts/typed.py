"""Reads what a form sent or saved, and puts a draft back into its form."""

import re
from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from popo.drafts.models import Draft

LONGEST = 200_000
"""Characters one draft may hold."""

_IDEMPOTENCY = re.compile(r"[0-9a-f]{32}")
_ABOUT = re.compile(r"|[A-Z]{2,6}-[0-9]{4,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""Nothing, a scheme reference or a record's key: what a draft is about is kept in clear."""
_NEVER_KEPT = {"csrf_token", "idempotency"}
_HALF = re.compile("[\ud800-\udfff]")
"""Half a character: JSON can carry one, UTF-8 cannot."""


def is_idempotency(value: object) -> bool:
    return isinstance(value, str) and _IDEMPOTENCY.fullmatch(value) is not None


def is_about(value: str) -> bool:
    return _ABOUT.fullmatch(value) is not None


def fields_in(posted: Mapping[str, Any]) -> dict[str, list[str]] | None:
    """The fields of `{name: [value, …]}`, without what proves where a form came from.

    None where it has another shape, or holds more than a draft may.
    """
    fields = {name: values for name, values in posted.items() if name not in _NEVER_KEPT}
    for name, values in fields.items():
        if not isinstance(values, list) or not all(map(_is_text, [name, *values])):
            return None
    length = sum(len(name) + sum(map(len, values)) for name, values in fields.items())
    return fields if length <= LONGEST else None


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not _HALF.search(value)


def resumed(draft: Draft) -> MultiDict[str, str]:
    """What to open the form with, so that it goes on where the draft stopped."""
    typed: MultiDict[str, str] = MultiDict(draft.fields or {})
    typed["idempotency"] = draft.idempotency
    return typed
