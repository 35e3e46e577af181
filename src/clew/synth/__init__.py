"""An invented world and the untidy files an investigator would be handed about it."""
