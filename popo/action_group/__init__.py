"""The Action Group at work: an agenda that proposes itself, and decisions that change records."""
