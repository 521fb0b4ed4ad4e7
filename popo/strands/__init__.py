"""The three strands: their rules, standards and caseloads."""
