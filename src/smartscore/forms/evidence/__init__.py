"""Forms with a line an item of evidence, which show level and index while they are filled in."""
