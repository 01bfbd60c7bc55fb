"""Turning a document of one office into one for another office."""
