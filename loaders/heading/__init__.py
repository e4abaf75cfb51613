"""The parts of a letterhead and of what stands below the text: one module per question the header layer asks."""
