"""Where a figure comes from: its computation as a tree, down to lines of the plan."""
