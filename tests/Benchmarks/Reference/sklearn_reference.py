"""What scikit-learn says of the answers and outcomes on standard input, as one JSON object of metrics by name.

In: { "kind", "output", "budget", "prevalence", "rows": [ { "output": as the API answered, "actual": as it was told } ] }.
Where scikit-learn has no such metric it is worked out by its definition: products and rows of one score are in random order, lists whose grades
are all 0 are left out, and a probability of 0 or 1 is taken as 1e-15 from there.
"""
import json
import math
import sys

import numpy as np
from sklearn.metrics import (
    average_precision_score, brier_score_loss, log_loss, mean_absolute_error, mean_pinball_loss, mean_squared_error, ndcg_score, roc_auc_score)


def regression(told):
    actual = np.array([row["actual"] for row in told["rows"]], float)
    value, p10, p90 = (np.array([row["output"][name] for row in told["rows"]]) for name in (told["output"], "p10", "p90"))
    return {
        "mae": mean_absolute_error(actual, value),
        "rmse": math.sqrt(mean_squared_error(actual, value)),
        "bias": np.mean(value - actual),
        "pinballP10": mean_pinball_loss(actual, p10, alpha=0.1),
        "pinballP90": mean_pinball_loss(actual, p90, alpha=0.9),
        "coverage": np.mean((actual >= p10) & (actual <= p90)),
        "rangeWidth": np.mean(p90 - p10),
    }


def ranking(told):
    lists = []
    for row in told["rows"]:
        products = row["output"]["ranking"]
        lists.append((np.array([row["actual"][p["id"]] for p in products], float), np.array([p["score"] for p in products])))
    judged = [(grades, scores) for grades, scores in lists if grades.max() > 0]
    metrics = {f"ndcg@{k}": np.mean([ndcg(grades, scores, k) for grades, scores in judged]) for k in (10, 3, 1)}
    return metrics | {"mrr": np.mean([reciprocal(*one) for one in judged]), "clickThrough": len(judged) / len(lists)}


def ndcg(grades, scores, k):
    # Of one product scikit-learn refuses to speak. Its rule for ties is the mean over their orders.
    return 1.0 if len(grades) == 1 else ndcg_score([2 ** grades - 1], [scores], k=k, ignore_ties=False)


def reciprocal(grades, scores):
    relevant = grades > grades.max() / 2
    best = scores[relevant].max()
    before, tied, among = np.sum(scores > best), int(np.sum(scores == best)), int(np.sum(relevant & (scores == best)))
    # The first of the relevant among the tied is at place j in C(tied - j, among - 1) of their C(tied, among) orders.
    return sum(math.comb(tied - j, among - 1) / math.comb(tied, among) / (before + j) for j in range(1, tied - among + 2))


def binary(told):
    actual = np.array([row["actual"] for row in told["rows"]])
    score = np.array([row["output"]["probability"] for row in told["rows"]])
    share = told["prevalence"]
    weight = np.where(actual == 1, 1, 1 if share is None else (actual == 1).sum() * (1 - share) / (share * (actual == 0).sum()))
    precision, recall = at_budget(actual, score, weight, told["budget"])
    return {
        "averagePrecision": average_precision_score(actual, score, sample_weight=weight),
        "rocAuc": roc_auc_score(actual, score, sample_weight=weight),
        "brier": brier_score_loss(actual, score, sample_weight=weight),
        "logLoss": log_loss(actual, np.clip(score, 1e-15, 1 - 1e-15), sample_weight=weight),
        "calibrationError": calibration_error(actual, score, weight),
        "precisionAtBudget": precision,
        "recallAtBudget": recall,
    }


def at_budget(actual, score, weight, budget):
    room, found = budget * weight.sum(), 0.0
    for value in np.unique(score)[::-1]:
        tied = score == value
        part = min(1, room / weight[tied].sum())
        found += part * weight[tied & (actual == 1)].sum()
        room -= part * weight[tied].sum()
        if room <= 0:
            break
    return found / (budget * weight.sum()), found / weight[actual == 1].sum()


def calibration_error(actual, score, weight, bins=10):
    above, sums = 0.0, np.zeros(bins)
    for value in np.unique(score)[::-1]:
        tied = score == value
        middle = (above + weight[tied].sum() / 2) / weight.sum()
        sums[min(bins - 1, int(middle * bins))] += (weight[tied] * (actual[tied] - value)).sum()
        above += weight[tied].sum()
    return np.abs(sums).sum() / weight.sum()


told = json.load(sys.stdin)
json.dump({name: float(value) for name, value in globals()[told["kind"]](told).items()}, sys.stdout)
