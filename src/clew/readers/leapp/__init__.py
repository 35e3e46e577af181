"""Reports of ALEAPP and iLEAPP: what their artifacts mean, whether from the LAVA database or from TSV files."""
