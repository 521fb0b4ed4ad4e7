"""A lead looks at how cases are worked: notes on a case, and samples with their findings."""
