"""Records become quads; the store, its generations and publishing; entities, inferred statements, the network."""
