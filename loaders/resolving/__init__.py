"""Which document, issuer, agency or section a record names: one module per kind of thing."""
