"""Sign in, users, agencies and their agreements."""
