"""The words of Clew as types: records, exhibits, entities, links, findings and tables."""
