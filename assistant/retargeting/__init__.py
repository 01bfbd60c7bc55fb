"""One office's document made into another's: from a province to a kabupaten, a kota, or any other office."""
