"""Subjects of reports: each makes a document of values out of results that were computed before."""
