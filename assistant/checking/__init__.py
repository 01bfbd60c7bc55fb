"""What is missing or wrong in a document against the 1766 format and the LKE."""
