from popo.strands.queries.caseload import STANDARDS, Caseload, Filters, Line, caseload, gathered

__all__ = ["STANDARDS", "Caseload", "Filters", "Line", "caseload", "gathered"]
