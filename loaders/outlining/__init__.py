"""Steps of the outline: labels of headings, how they nest, and the parts of a document."""
