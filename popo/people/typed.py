"""What somebody has typed so far of a person they are adding. Pure."""

from datetime import date

from popo.web.dates import parse_day

_LEAST = 2
_MOST = 200


def typed_person(sent: object, today: date) -> tuple[str, date | None]:
    """The name, empty where too little of it is there to look for, and the date of birth, if whole.

    `sent` may be anything a browser sends.
    """
    if not isinstance(sent, dict):
        return "", None
    given, family, born = (_text(sent.get(key)) for key in ("given", "family", "date_of_birth"))
    name = f"{given} {family}".strip() if len(family) >= _LEAST else ""
    return name, _day(born, today)


def _text(value: object) -> str:
    return value.strip()[:_MOST] if isinstance(value, str) and "\0" not in value else ""


def _day(text: str, today: date) -> date | None:
    try:
        day = parse_day(text, today, "past")
    except ValueError:
        return None
    return day if day <= today else None
