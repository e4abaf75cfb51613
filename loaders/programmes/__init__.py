"""National target programmes: their scheme, their names in texts, codes and headings of components."""
