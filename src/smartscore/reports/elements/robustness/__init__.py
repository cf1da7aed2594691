"""What is said of draws: which assumptions they rest on, and how often a choice holds in them."""
