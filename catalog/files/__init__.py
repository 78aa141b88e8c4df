"""Reading what a shop pushes: any encoding and any export, into checked rows."""
