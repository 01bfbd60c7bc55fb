"""How results are shown: JSON, console, HTML pages, spreadsheets."""
