"""Unfinished forms: sealed, kept on the server, for their owner only."""
