"""Pages that draw several features together: home, a person's case file, the trail."""
