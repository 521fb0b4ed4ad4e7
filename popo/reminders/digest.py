"""What a reminder says: how many of each kind, and where to look. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

KIND_WORDS: Mapping[str, tuple[str, str]] = {
    "action": ("action", "actions"),
    "outcome": ("contact without an outcome", "contacts without an outcome"),
    "review": ("colour to look at again", "colours to look at again"),
    "plan": ("plan to go through", "plans to go through"),
    "around": ("person to ask again", "people to ask again"),
    "triage": ("nomination to look at first", "nominations to look at first"),
    "score": ("nomination to score", "nominations to score"),
    "decide": ("nomination to decide on", "nominations to decide on"),
    "told": ("outcome to read", "outcomes to read"),
    "transition": ("hand-over to answer", "hand-overs to answer"),
    "steer": ("steer to answer", "steers to answer"),
    "minutes": ("set of minutes to issue", "sets of minutes to issue"),
    "flags": ("word about flags that differ", "words about flags that differ"),
    "list": ("list to finish", "lists to finish"),
    "quiet": ("list overdue", "lists overdue"),
    "escalated": ("word about what colleagues have left", "words about what colleagues have left"),
    "draft": ("unfinished form", "unfinished forms"),
    "handed": ("case handed to you", "cases handed to you"),
}
"""By the kinds of what is owed on the home page, and cases that changed hands."""


@dataclass(frozen=True)
class Digest:
    subject: str
    text: str


def counted(kinds: Iterable[str], chosen: Iterable[str]) -> Counter[str]:
    """How many of each kind that was chosen, in the order of `KIND_WORDS`."""
    wanted = set(chosen)
    found = Counter(kind for kind in kinds if kind in wanted)
    return Counter({kind: found[kind] for kind in KIND_WORDS if found[kind]})


def digest_of(counts: Counter[str], address: str) -> Digest | None:
    """None where nothing waits. `address`: of the service, without a slash at its end."""
    total = counts.total()
    if not total:
        return None
    things = "thing waits" if total == 1 else "things wait"
    lines = [f"- {count} {KIND_WORDS[kind][count > 1]}" for kind, count in counts.items()]
    text = "\n".join(
        [
            f"{total} {things} for you:",
            "",
            *lines,
            "",
            f"See them here: {address}/home",
            f"Change how often you are reminded: {address}/account/reminders",
        ]
    )
    return Digest(f"{total} {things} for you", text + "\n")
