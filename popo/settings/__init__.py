"""The scheme's own lists, thresholds and display words."""
