"""Writes small models with OR-Tools' own Python client in the three forms of CpModelProto, with what CP-SAT finds.

  export_fixtures.py DIR                  writes DIR/<name>.golden.{pb,pbtxt,json} and DIR/solved.golden.json
  export_fixtures.py DIR --compare OTHER  reads OTHER/<name>.{pb,pbtxt,json}, solves them and compares with DIR

Every model covers a kind of constraint or a part of the format. Domains are tiny, so that all solutions can be counted.
"""

import json
import pathlib
import sys

from google.protobuf import json_format, text_format
from ortools.sat import cp_model_pb2
from ortools.sat.python import cp_model

FIXTURES = {}


def fixture(function):
    FIXTURES[function.__name__] = function
    return function


def three(m, hi=2):
    return [m.new_int_var(0, hi, name) for name in "xyz"]


def bools(m, count):
    return [m.new_bool_var(f"b{i}") for i in range(count)]


@fixture
def linear(m):
    x, y, z = three(m, 4)
    b = m.new_bool_var("b")
    m.name = "linear"
    m.add(x + 2 * y - z <= 5).with_name("upper")
    m.add(x + y >= 2)
    m.add(x != z)
    m.add(x + y + z == 6).only_enforce_if(b)
    m.add_linear_expression_in_domain(x + z, cp_model.Domain.from_intervals([[1, 2], [4, 5]])).only_enforce_if(~b)
    m.maximize(3 * x - 2 * y + z + 7 * b + 5)


@fixture
def booleans(m):
    a, b, c, d, e = bools(m, 5)
    m.add_bool_or(a, ~b, c)
    m.add_bool_and(d, ~e).only_enforce_if(a, c)
    m.add_bool_xor(a, b, ~d)
    m.add_at_most_one(a, b, e)
    m.add_exactly_one(b, c, d).only_enforce_if(~a)
    m.add_implication(e, b)
    m.minimize(a + 2 * b + 3 * c + 4 * ~d + 5 * ~e)


@fixture
def all_different(m):
    x, y, z = three(m)
    m.add_all_different(x, 2 * y, z + 1)
    m.maximize(x + y + z)


@fixture
def element(m):
    x, y, z = three(m, 3)
    m.add_element(x, [y, z, 5 - y, 2], z)
    m.maximize(x + 2 * y + z)


@fixture
def table(m):
    x, y, z = three(m, 3)
    m.add_allowed_assignments([x, y], [(0, 1), (2, 3), (3, 0)])
    m.add_forbidden_assignments([y, z + 1], [(1, 1), (3, 2), (3, 4)])
    m.maximize(x + y + 2 * z)


@fixture
def automaton(m):
    x, y, z = three(m)
    m.add_automaton([x, y, z], 0, [1, 2], [(0, 0, 0), (0, 1, 1), (1, 2, 2), (2, 0, 1), (1, 1, 0), (0, 2, 2)])
    m.maximize(x + 2 * y - z)


@fixture
def circuit(m):
    arcs = [(0, 1), (1, 2), (2, 0), (1, 0), (2, 1), (0, 2), (1, 1)]
    costs = [3, 4, 5, 2, 2, 2, 6]
    chosen = bools(m, len(arcs))
    m.add_circuit([(i, j, b) for (i, j), b in zip(arcs, chosen)])
    m.minimize(sum(c * b for c, b in zip(costs, chosen)))


@fixture
def multiple_circuit(m):
    arcs = [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1), (2, 2)]
    costs = [3, 4, 5, 2, 2, 2, 9]
    chosen = bools(m, len(arcs))
    m.add_multiple_circuit([(i, j, b) for (i, j), b in zip(arcs, chosen)])
    m.minimize(sum(c * b for c, b in zip(costs, chosen)))


@fixture
def inverse(m):
    f = [m.new_int_var(0, 2, f"f{i}") for i in range(3)]
    g = [m.new_int_var(0, 2, f"g{i}") for i in range(3)]
    m.add_inverse(f, g)
    m.maximize(f[0] + 3 * g[1] - g[2])


@fixture
def extremes(m):
    x, y, z = [m.new_int_var(-3, 3, name) for name in "xyz"]
    m.add_max_equality(z, [x, y - 1, -2])
    m.add_min_equality(y, [x + 1, 2])
    w = m.new_int_var(0, 3, "w")
    m.add_abs_equality(w, y - 1)
    m.maximize(x + y + z + 3 * w)


@fixture
def arithmetic(m):
    x, y = [m.new_int_var(-2, 2, name) for name in "xy"]
    p, q, r = [m.new_int_var(-4, 4, name) for name in "pqr"]
    m.add_multiplication_equality(p, [x, y])
    m.add_division_equality(q, 2 * x - 3, 2)
    m.add_modulo_equality(r, x + y, 3)
    m.minimize(p + q + r)


@fixture
def no_overlap(m):
    x, y = [m.new_int_var(0, 4, name) for name in "xy"]
    size = m.new_int_var(1, 3, "size")
    end = m.new_int_var(0, 6, "end")
    taken = m.new_bool_var("taken")
    first = m.new_fixed_size_interval_var(x, 2, "first")
    second = m.new_optional_interval_var(y, size, end, taken, "second")
    third = m.new_optional_fixed_size_interval_var(3, 1, taken, "third")
    m.add_no_overlap([first, second, third])
    m.maximize(5 * taken + size - x - end)


@fixture
def no_overlap_2d(m):
    x = [m.new_int_var(0, 2, f"x{i}") for i in range(2)]
    y = [m.new_int_var(0, 2, f"y{i}") for i in range(2)]
    wide = [m.new_fixed_size_interval_var(x[i], 2, f"wide{i}") for i in range(2)]
    high = [m.new_fixed_size_interval_var(y[i], 1 + i, f"high{i}") for i in range(2)]
    m.add_no_overlap_2d(wide, high)
    m.minimize(x[0] + 2 * x[1] + 3 * y[0] + y[1])


@fixture
def cumulative(m):
    starts = [m.new_int_var(0, 3, f"s{i}") for i in range(3)]
    extra = m.new_bool_var("extra")
    tasks = [m.new_fixed_size_interval_var(s, 2, f"task{i}") for i, s in enumerate(starts)]
    m.add_cumulative(tasks, [2, 1 + extra, 2], 3 + extra)
    m.minimize(starts[0] + 2 * starts[1] + 3 * starts[2] + 2 * extra)


@fixture
def empty_intervals(m):
    """What intervals of size 0 may touch, for each kind that takes intervals."""
    x, y = [m.new_int_var(0, 2, name) for name in "xy"]
    size = m.new_int_var(0, 1, "size")
    high = m.new_int_var(0, 2, "high")
    a = m.new_interval_var(x, 2, x + 2, "a")
    y_end, high_end = m.new_int_var(0, 3, "y_end"), m.new_int_var(0, 3, "high_end")
    b = m.new_interval_var(y, size, y_end, "b")
    c = m.new_interval_var(high, 1 - size, high_end, "c")
    d = m.new_fixed_size_interval_var(0, 2, "d")
    which = [m.new_bool_var(name) for name in ("line", "area", "load")]
    m.add_no_overlap([a, b]).only_enforce_if(which[0])
    m.add_no_overlap_2d([a, b], [d, c]).only_enforce_if(which[1])
    m.add_cumulative([a, b], [1, 2], 2).only_enforce_if(which[2])
    m.maximize(sum(which) + y)


@fixture
def reservoir(m):
    times = [m.new_int_var(0, 3, f"t{i}") for i in range(3)]
    a, b = bools(m, 2)
    m.add_reservoir_constraint(times, [2, -1, -1], 0, 2)
    m.add_reservoir_constraint_with_active(times[:2], [-1, 1], [a, ~b], -1, 0)
    m.maximize(times[0] + a - 2 * b - times[1] - times[2])


@fixture
def around(m):
    """Everything besides constraints: unions, constants, hints, assumptions, strategies, a name in need of escapes."""
    m.name = 'around "it"\t\u00e9\u4e16'
    x = m.new_int_var_from_domain(cp_model.Domain.from_values([-3, 1, 2, 7]), "x")
    y = m.new_int_var(-2, 5, "")
    b = m.new_bool_var("\U0001f600")
    m.add(x + y >= -1).only_enforce_if(b)
    m.add_hint(x, 7)
    m.add_hint(y, -2)
    m.add_hint(b, False)
    m.add_assumptions([b])
    m.add_decision_strategy([x, y], cp_model.CHOOSE_MIN_DOMAIN_SIZE, cp_model.SELECT_UPPER_HALF)
    m.add_decision_strategy([~b], cp_model.CHOOSE_FIRST, cp_model.SELECT_MIN_VALUE)
    m.minimize(2 * x + 3 * y)


@fixture
def fractions(m):
    x, y, z = three(m, 3)
    m.add(x + y + z <= 5)
    m.maximize(0.5 * x + 1.25 * y - 0.1 * z + 0.75)


def raw(text):
    def fill(m):
        m.proto.parse_text_format(text)

    return fill


FIXTURES["legacy"] = raw(
    """
    variables { name: "i" domain: [0, 3] }
    variables { name: "x" domain: [0, 3] }
    variables { name: "y" domain: [0, 3] }
    variables { name: "b" domain: [0, 1] }
    constraints { element { index: 0 vars: [1, 2, 1] target: 2 } }
    constraints { no_overlap { intervals: [4, 6] } }
    constraints { table { vars: [1, 2] values: [0, 1, 1, 1, 2, 2, 3, 0] } }
    constraints { automaton { vars: [1, 2] starting_state: 1 final_states: 2
      transition_tail: [1, 1, 3, 3] transition_head: [3, 3, 2, 2] transition_label: [0, 2, 1, 2] } }
    constraints { name: "late" interval { start { vars: 1 coeffs: 1 } size { offset: 1 } end { vars: 1 coeffs: 1 offset: 1 } } }
    constraints { }
    constraints { enforcement_literal: [3] name: "optional" interval {
      start { vars: 0 coeffs: 1 } size { offset: 2 } end { vars: 0 coeffs: 1 offset: 2 } } }
    search_strategy { variables: [-1, 1] }
    objective { vars: [0, 3] coeffs: [1, -4] scaling_factor: 2.5 offset: 1.5 domain: [-9, 20] }
    symmetry { permutations { support: [0, 1] cycle_sizes: 2 } }
    """
)

FIXTURES["degenerate"] = raw(
    """
    variables { name: "x" domain: [0, 3] }
    variables { name: "a" domain: [0, 1] }
    variables { name: "b" domain: [0, 1] }
    variables { name: "c" domain: [0, 1] }
    constraints { enforcement_literal: -2 linear { vars: 0 coeffs: 1 } }
    constraints { enforcement_literal: 2 element { exprs { } linear_index { offset: 1 } } }
    constraints { enforcement_literal: 3 automaton { exprs { vars: 0 coeffs: 1 } starting_state: 0
      transition_tail: 0 transition_head: 0 transition_label: 0 } }
    constraints { table { negated: true } }
    constraints { table { } }
    constraints { circuit { } }
    constraints { circuit { tails: [0, 0, 5, 5] heads: [5, 0, 0, 5] literals: [1, 2, 1, 3] } }
    constraints { linear { vars: 0 coeffs: 1 domain: [-4611686018427387905, 2] } }
    constraints { linear { vars: [0, 0] coeffs: [2, -1] domain: [1, 9223372036854775807] } }
    constraints { enforcement_literal: 1 int_prod { target { vars: 1 coeffs: 1 } } }
    constraints { reservoir { min_level: -9223372036854775808 max_level: 9223372036854775807
      time_exprs { vars: 0 coeffs: 1 } level_changes { offset: 3 } } }
    constraints { bool_and { } }
    constraints { at_most_one { } }
    constraints { cumulative { } }
    objective { vars: 0 coeffs: -1 scaling_factor: -1 }
    """
)


class Counter(cp_model.CpSolverSolutionCallback):
    def __init__(self):
        super().__init__()
        self.count = 0

    def on_solution_callback(self):
        self.count += 1


def solved(proto):
    """Status, objective and one best solution, and the number of feasible assignments."""
    best, all_of_it = cp_model.CpModel(), cp_model.CpModel()
    text = text_format.MessageToString(proto)
    assert best.proto.parse_text_format(text) and all_of_it.proto.parse_text_format(text)
    assert best.validate() == "", best.validate()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(best)
    # Assumptions and objective do not combine with the enumeration; both are said as constraints here.
    for literal in proto.assumptions:
        all_of_it.proto.constraints.add().bool_or.literals.append(literal)
    if len(proto.objective.domain):
        limit = all_of_it.proto.constraints.add().linear
        limit.vars.extend(proto.objective.vars)
        limit.coeffs.extend(proto.objective.coeffs)
        limit.domain.extend(proto.objective.domain)
    all_of_it.clear_objective()
    all_of_it.clear_assumptions()
    all_of_it.proto.clear_symmetry()
    counter, counting = Counter(), cp_model.CpSolver()
    counting.parameters.enumerate_all_solutions = True
    counting.solve(all_of_it, counter)
    return {
        "status": solver.status_name(status),
        "objective": round(solver.objective_value, 9),
        "solution": list(solver.response_proto.solution),
        "feasible": counter.count,
    }


def write(folder):
    answers = {}
    for name, fill in FIXTURES.items():
        m = cp_model.CpModel()
        fill(m)
        target = folder / f"{name}.golden"
        assert m.export_to_file(f"{target}.pb") and m.export_to_file(f"{target}.pbtxt")
        proto = cp_model_pb2.CpModelProto.FromString(pathlib.Path(f"{target}.pb").read_bytes())
        pathlib.Path(f"{target}.json").write_text(json_format.MessageToJson(proto, indent=1) + "\n")
        answers[name] = solved(proto)
        print(name, answers[name])
    (folder / "solved.golden.json").write_text(json.dumps(answers, indent=1) + "\n")


def read(path):
    data = path.read_bytes()
    if path.suffix == ".pb":
        return cp_model_pb2.CpModelProto.FromString(data)
    parse = text_format.Parse if path.suffix == ".pbtxt" else json_format.Parse
    return parse(data.decode(), cp_model_pb2.CpModelProto())


def compare(folder, other):
    answers = json.loads((folder / "solved.golden.json").read_text())
    wrong = 0
    for name, expected in answers.items():
        binary, *rest = [read(other / f"{name}.{form}") for form in ("pb", "pbtxt", "json")]
        same = all(message == binary for message in rest)
        actual = solved(binary)
        keys = ("status", "objective", "feasible")
        agrees = same and all(actual[key] == expected[key] for key in keys)
        wrong += not agrees
        print(name, "agrees" if agrees else f"DIFFERS: forms alike {same}, {actual}, expected {expected}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    if len(sys.argv) == 4 and sys.argv[2] == "--compare":
        compare(folder, pathlib.Path(sys.argv[3]))
    else:
        write(folder)
