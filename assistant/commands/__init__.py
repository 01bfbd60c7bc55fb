"""The commands of `zi`: arguments in, one call, rendering out."""
