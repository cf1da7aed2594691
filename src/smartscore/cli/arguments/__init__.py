"""What commands were asked for, read into values: peers, plans, selections, sides of a comparison."""
