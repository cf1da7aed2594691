"""The items of evidence of a dataset: from lines of tables, of several files, as levels."""
