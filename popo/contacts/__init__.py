"""Contacts with people: planned, kept and missed."""
