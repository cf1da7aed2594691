"""Reports about items of evidence: what they show of a city, and minutes of its assessment."""
