"""Items of evidence: the lines that say what shows a level, how far each is, and the levels that follow."""
