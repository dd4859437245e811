"""Rules of the search: what was asked, words, places; without database nor HTTP."""
