"""What the layouts draw around a page. `app.py` gives templates functions that return these."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Link:
    """A link, or a tab; `current` marks the page the reader is on."""

    text: str
    href: str
    current: bool = False


@dataclass(frozen=True)
class SessionEnd:
    """When signing in runs out, for the warning two minutes before.

    A POST to `stay_href` answers `{"seconds_left": 1800}` and starts the time again;
    `ended_href` is where to go when it has run out.
    """

    seconds_left: int
    stay_href: str
    ended_href: str


@dataclass(frozen=True)
class SignedIn:
    """Who is signed in, for the header."""

    name: str
    role: str
    account_href: str
    sign_out_href: str
    session: SessionEnd | None = None


@dataclass(frozen=True)
class SafetyLine:
    """How to stay safe with this person; `source` says who wrote it and when it is checked."""

    text: str
    source: str


@dataclass(frozen=True)
class PersonBanner:
    """The block at the top of every page about one person.

    `name` is empty where the reader may not see it; `restricted` then says whom to ask.
    `colour` is a traffic light (`red`, `amber`, `green`, `custody`) or empty.
    `note` says what sort of record it is: "Child: Prevent and Deter only".
    """

    reference: str
    name: str
    age: str = ""
    colour: str = ""
    colour_since: date | None = None
    colour_note: str = ""
    note: str = ""
    restricted: str = ""
    facts: Sequence[tuple[str, str]] = ()
    staff_safety: Sequence[SafetyLine] = ()
    safe_contact: Sequence[str] = ()
    tabs: Sequence[Link] = ()
    log_contact_href: str = ""
    other_actions: Sequence[Link] = ()
