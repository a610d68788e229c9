"""Files, network, processes and the clock, touched nowhere else."""
