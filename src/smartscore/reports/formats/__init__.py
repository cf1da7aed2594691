"""Formats of reports: each renders any document, by the kinds of its columns."""
