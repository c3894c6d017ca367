"""The peer: an XGBoost regressor behind FastAPI, as a competent user of both serves it.

Trains at start from a CSV of orders, answers {"input": {...}} with {"output": {"minutes": ...}}, and keeps no log.
ORDERS=<orders.csv> TREES=<n> uvicorn fastapi_xgboost:app --workers <cores>
"""

import csv
import os
from datetime import datetime
from typing import Optional

import numpy as np
import xgboost
from fastapi import FastAPI
from pydantic import BaseModel

CATEGORIES = ["market_id", "store_id", "store_primary_category", "order_protocol"]
NUMBERS = [
    "total_items", "subtotal", "num_distinct_items", "min_item_price", "max_item_price", "total_onshift_dashers", "total_busy_dashers",
    "total_outstanding_orders", "estimated_order_place_duration", "estimated_store_to_consumer_driving_duration",
]


class Order(BaseModel):
    market_id: Optional[str]
    created_at: datetime
    store_id: str
    store_primary_category: Optional[str]
    order_protocol: Optional[str]
    total_items: float
    subtotal: float
    num_distinct_items: Optional[float]
    min_item_price: Optional[float]
    max_item_price: Optional[float]
    total_onshift_dashers: Optional[float]
    total_busy_dashers: Optional[float]
    total_outstanding_orders: Optional[float]
    estimated_order_place_duration: Optional[float]
    estimated_store_to_consumer_driving_duration: Optional[float]


class Call(BaseModel):
    input: Order


def features(order, codes):
    at = order["created_at"]
    row = [codes[name].get(order[name], np.nan) for name in CATEGORIES]
    row += [np.nan if order[name] is None else order[name] for name in NUMBERS]
    return row + [at.hour + at.minute / 60, at.weekday()]


def read(path):
    with open(path, newline="") as file:
        for line in csv.DictReader(file):
            order = {name: line[name] or None for name in CATEGORIES}
            order.update((name, float(line[name]) if line[name] else None) for name in NUMBERS)
            order["created_at"] = datetime.fromisoformat(line["created_at"])
            yield order, float(line["delivery_minutes"])


def train(path, trees):
    orders, minutes = zip(*read(path))
    codes = {name: {value: code for code, value in enumerate(sorted({order[name] for order in orders if order[name] is not None}))} for name in CATEGORIES}
    rows = np.array([features(order, codes) for order in orders], dtype=np.float32)
    model = xgboost.XGBRegressor(n_estimators=trees, max_depth=6, learning_rate=0.1, tree_method="hist", n_jobs=1, random_state=1)
    booster = model.fit(rows, np.array(minutes)).get_booster()
    booster.set_param({"nthread": 1})
    return booster, codes


booster, codes = train(os.environ["ORDERS"], int(os.environ["TREES"]))
app = FastAPI()


@app.get("/")
async def ready():
    return {}


@app.post("/")
async def predict(call: Call):
    row = np.array([features(call.input.__dict__, codes)], dtype=np.float32)
    return {"output": {"minutes": float(booster.inplace_predict(row)[0])}}
