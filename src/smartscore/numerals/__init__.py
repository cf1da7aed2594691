"""How people write numbers: decimal marks, thousands, units, words for what is missing, and what is no number."""
