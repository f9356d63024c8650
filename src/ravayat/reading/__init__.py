"""Words to spans and links: what is said to have happened and who says so, as places in the text."""
