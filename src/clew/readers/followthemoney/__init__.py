"""FollowTheMoney lines: what an entity of each schema is, and the rows it gives."""
