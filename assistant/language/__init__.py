"""Indonesian: cleaning, numbering, dates, citations of law, index values, names of offices, lemmas."""
