"""A file becomes records: reading, outline, one module per layer, resolution; no RDF triple and no HTTP here."""
