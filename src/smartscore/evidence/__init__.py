"""Items of evidence: what they are, how far they are, and by when."""
