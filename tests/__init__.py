"""Tests; a package so that every test imports the factories by one name."""
