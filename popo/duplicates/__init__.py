"""Records of two people that may be one: found, scored, queued and answered; never merged."""
