"""JSON as a browser sends it."""

from typing import Any

from flask.json.provider import DefaultJSONProvider


class SentJSON(DefaultJSONProvider):
    """Groups within groups without end are no JSON either: Python gives up with another error."""

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        try:
            return super().loads(s, **kwargs)
        except RecursionError:
            raise ValueError("nested without end") from None
