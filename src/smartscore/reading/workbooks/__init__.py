"""Workbooks as tables: their sheets as grids of cells, the table in a sheet, and filled forms."""
