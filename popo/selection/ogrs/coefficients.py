from functools import cache

from popo.reference.files import read_csv


@cache
def table(file_name: str, kind: str) -> dict[str, float]:
    """The coefficients of one kind, by key, from a shipped coefficient file."""
    return {row["key"]: float(row["value"]) for row in read_csv(file_name) if row["kind"] == kind}
