"""Reports in which facts of known fate are planted."""
