"""What another case of Clew exported, as rows; the same for every exchange format."""
