"""What somebody has typed so far of a note. Pure."""

from popo.people.about import AssertionKind

_MOST = 10_000


def typed_note(sent: object) -> tuple[str, AssertionKind]:
    """`sent` may be anything a browser sends."""
    if not isinstance(sent, dict):
        return "", AssertionKind.FACT
    note, kind = sent.get("note"), sent.get("kind")
    words = note[:_MOST].replace("\0", "") if isinstance(note, str) else ""
    if isinstance(kind, str) and kind in set(AssertionKind):
        return words, AssertionKind(kind)
    return words, AssertionKind.FACT
