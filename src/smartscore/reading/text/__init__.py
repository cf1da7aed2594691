"""Files of text with a delimiter as tables: CSV, TSV and their kin."""
