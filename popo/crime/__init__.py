"""Recorded crime: the police's published files, counted by month, ward and type."""
