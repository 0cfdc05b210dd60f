"""Characters to words, words to lines, lines to the steps of the grammar, and what went wrong on the way."""
