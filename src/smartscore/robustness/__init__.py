"""Robustness: what scores and ranks owe to choices, such as weights, bounds, methods and errors in the data."""
