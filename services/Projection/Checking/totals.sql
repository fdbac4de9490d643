select checked, lost, duplicated, disordered, seen_to - checked_to
from log_checks
