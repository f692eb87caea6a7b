"""Native OR-Tools as the external engine: reads a CpModelProto, writes solutions, bounds and the end as lines of JSON.

  pip install ortools
  DOVETAIL_EXTERNAL_ENGINE="python3 scripts/external/ortools.py" npm run dovetail -- solve staffing input.json
"""

import json
import os
import sys

# This file has the name of the package that it needs, so its own folder must not come first.
sys.path.pop(0)

from google.protobuf import text_format
from ortools.sat import cp_model_pb2
from ortools.sat.python import cp_model


def say(**line):
    print(json.dumps(line), flush=True)


class Solutions(cp_model.CpSolverSolutionCallback):
    """Tells each solution as soon as there is one."""

    def __init__(self, variables):
        super().__init__()
        self.variables = variables

    def on_solution_callback(self):
        say(values=[self.value(variable) for variable in self.variables])


def read(data):
    proto = cp_model_pb2.CpModelProto.FromString(data)
    model = cp_model.CpModel()
    # The client keeps its model in C++ and takes text only.
    if not model.proto.parse_text_format(text_format.MessageToString(proto)):
        raise SystemExit("this version of OR-Tools does not read the model")
    return model


def main():
    model = read(sys.stdin.buffer.read())
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = float(os.environ["DOVETAIL_SECONDS"])
    solver.parameters.random_seed = int(os.environ["DOVETAIL_SEED"])
    solver.parameters.num_workers = int(os.environ["DOVETAIL_THREADS"])
    solver.parameters.relative_gap_limit = 0
    solver.parameters.absolute_gap_limit = 0
    if model.has_objective():
        solver.best_bound_callback = lambda bound: say(bound=bound)
    variables = [model.get_int_var_from_proto_index(i) for i in range(len(model.proto.variables))]
    status = solver.solve(model, Solutions(variables))
    say(status={cp_model.OPTIMAL: "optimal", cp_model.INFEASIBLE: "infeasible"}.get(status, "unknown"))


main()
