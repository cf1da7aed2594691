"""Values of several assessors that become one: by which rules, and how far the assessors are apart."""
