"""What subjects tell of plans and programmes: charts of a plan, and the completion of a master plan."""
