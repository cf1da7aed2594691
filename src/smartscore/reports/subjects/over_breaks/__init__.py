"""What is told over a break between editions: both series side by side, and plans of the one by the other."""
