"""The peers: scipy's two-sample Kolmogorov-Smirnov test and a population stability index in numpy, as they are commonly written, of each column of the rows in the file.

drift_peers.py <reference.bin> <live.bin> <columns>: rows of 64-bit floats, row after row. One JSON object on standard output.
"""

import json
import sys
import time

import numpy as np
from scipy import stats


def psi(reference, live, groups=10):
    edges = np.unique(np.quantile(reference, np.linspace(0, 1, groups + 1)[1:-1]))
    p = np.bincount(np.searchsorted(edges, live), minlength=len(edges) + 1) / len(live)
    q = np.bincount(np.searchsorted(edges, reference), minlength=len(edges) + 1) / len(reference)
    p, q = np.maximum(p, 1e-6), np.maximum(q, 1e-6)
    return float(((p - q) * np.log(p / q)).sum())


def timed(test):
    started = time.process_time()
    values = [test(reference[:, column], live[:, column]) for column in range(columns)]
    return time.process_time() - started, values


columns = int(sys.argv[3])
# Column after column, as these libraries like it; the turning is not timed.
reference, live = (np.asfortranarray(np.fromfile(path, dtype=np.float64).reshape(-1, columns)) for path in sys.argv[1:3])
ks_seconds, ks = timed(lambda r, l: float(stats.ks_2samp(r, l, method="asymp").statistic))
psi_seconds, index = timed(psi)
json.dump({"ksSeconds": ks_seconds, "ks": ks, "psiSeconds": psi_seconds, "psi": index}, sys.stdout)
