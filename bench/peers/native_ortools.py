"""Solves a binary CpModelProto with native CP-SAT and prints one line of JSON.

  native_ortools.py MODEL.pb [--time-limit SECONDS] [--workers N] [--seed N]

status: CP-SAT's name for it; objective, bound: null when there is none; incumbents: each better solution when it was
found. Milliseconds count from the start of the search, after the file has been read.
"""

import argparse
import json
import math
import pathlib
import time

from google.protobuf import text_format
from ortools.sat import cp_model_pb2
from ortools.sat.python import cp_model


class Incumbents(cp_model.CpSolverSolutionCallback):
    def __init__(self):
        super().__init__()
        self.start = time.perf_counter()
        self.found = []

    def on_solution_callback(self):
        ms = (time.perf_counter() - self.start) * 1000
        self.found.append({"ms": round(ms, 1), "objective": self.objective_value})


def read(path):
    proto = cp_model_pb2.CpModelProto.FromString(pathlib.Path(path).read_bytes())
    model = cp_model.CpModel()
    # The client keeps its model in C++ and takes text only.
    if not model.proto.parse_text_format(text_format.MessageToString(proto)):
        raise SystemExit(f"{path} is no CpModelProto that this version reads")
    return model


def finite(value):
    return value if math.isfinite(value) else None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model")
    parser.add_argument("--time-limit", type=float, default=60)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    model = read(options.model)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = options.time_limit
    solver.parameters.num_workers = options.workers
    solver.parameters.random_seed = options.seed
    incumbents = Incumbents()
    status = solver.solve(model, incumbents)
    wall = (time.perf_counter() - incumbents.start) * 1000
    found = incumbents.found
    solved = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    answer = {
        "status": solver.status_name(status),
        "objective": solver.objective_value if solved else None,
        "bound": finite(solver.best_objective_bound),
        "firstFeasibleMs": found[0]["ms"] if found else None,
        "incumbents": found,
        "wallMs": round(wall, 1),
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
