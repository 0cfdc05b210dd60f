"""What each expression means: for every class of node one function, prepared once for a book."""
