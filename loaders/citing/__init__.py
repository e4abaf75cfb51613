"""The grammar of citations: finding mentions of documents, reading their parts, merging mentions into documents."""
