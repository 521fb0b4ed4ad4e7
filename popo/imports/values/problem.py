class CellNotUnderstood(ValueError):  # noqa: N818 - it names what happened, in the users' words
    """The message is a sentence that says what is expected; it never repeats the cell."""
