"""Spells on the scheme, strand engagements, leads and the traffic light."""
