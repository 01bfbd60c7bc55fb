"""Which LKE indicator a paragraph or a planned action speaks to, how sure we are, and why."""
