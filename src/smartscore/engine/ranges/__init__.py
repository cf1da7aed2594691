"""The least and the greatest score of every node that missing values allow."""
