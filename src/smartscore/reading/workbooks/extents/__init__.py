"""How large the sheets of a workbook are, measured before a grid is made of them; and cells far from all others."""
