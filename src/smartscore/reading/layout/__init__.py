"""Where the table is among rows of cells: its headings, its columns, and the notes below it; for every kind of file."""
