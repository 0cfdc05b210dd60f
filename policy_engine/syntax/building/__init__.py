"""A method for each rule of the grammar, making the nodes of the tree."""
