"""Write the notebooks of pages, which are named."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from manual_notebook import write_notebook  # found by the line above

for page in sys.argv[1:]:
    write_notebook(Path(page))
