"""The bridge from the tree to the IR: one file a family of constructs, which register what they lower with `core`."""
