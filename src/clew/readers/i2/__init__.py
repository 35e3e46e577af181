"""i2 charts in XML: chart items as entities and links."""
