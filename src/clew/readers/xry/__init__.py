"""Text exports of MSAB XRY, one concept a file."""
