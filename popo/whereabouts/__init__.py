"""Where people are, by what law they are supervised, and their key dates."""
