"""How sure scores and ranks are: what they owe to choices of weights, bounds and methods."""
