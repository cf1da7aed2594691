"""What subjects share: columns and figures, the heading of a city, provisos, facts, charts of plans."""
