"""The grammar by which ``bench/corpus.py`` writes plans: what they say, in which words, in which layout."""
