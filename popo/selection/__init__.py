"""Criteria, nomination, scoring, decisions and de-selection."""
