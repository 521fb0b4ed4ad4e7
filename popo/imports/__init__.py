"""What other systems know: seen first, matched, accepted, and undone where it was wrong."""
