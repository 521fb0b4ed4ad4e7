"""Who you are and what you may do: the mechanism, without pages."""
