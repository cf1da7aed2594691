"""Drawing what is not known for sure."""
