"""How weights are drawn: around their own values, from judges, or from all that statements allow."""
