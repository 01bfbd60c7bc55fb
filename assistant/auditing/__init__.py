"""The audit: what a report and an LKE claim, against their own words and the files of evidence."""
