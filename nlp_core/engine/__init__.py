"""From a spec to a run id, a job and a stored artifact."""
