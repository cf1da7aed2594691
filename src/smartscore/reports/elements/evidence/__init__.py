"""What reports share about items of evidence."""
