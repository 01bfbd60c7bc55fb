"""From the bytes of a file to a `Document`; knows nothing of indicators or rules."""
