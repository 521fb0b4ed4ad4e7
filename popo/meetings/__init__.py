"""The record of a meeting: its items, who attended each, and its minutes."""
