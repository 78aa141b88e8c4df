"""The pages behind the links in our letters; they work without JavaScript."""
