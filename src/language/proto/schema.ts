/**
 * The messages of CP-SAT's protobuf files that this project reads or writes: for each field its number and type.
 *
 * A type is `int32`, `int64`, `double`, `bool`, `string`, a name of {@link ENUMS}, or another message; `*` marks a
 * repeated field (numbers are packed), `of kind` a member of the one oneof there is. Fields stand in the order of
 * their numbers, as writers put them. Response and parameters are the part that an engine needs.
 *
 * *Source* `cp_model.proto` and `sat_parameters.proto` of OR-Tools 9.15, from the descriptors of its Python package.
 */
export const MESSAGES = {
  CpModelProto: {
    name: '1 string',
    variables: '2 IntegerVariableProto*',
    constraints: '3 ConstraintProto*',
    objective: '4 CpObjectiveProto',
    search_strategy: '5 DecisionStrategyProto*',
    solution_hint: '6 PartialVariableAssignment',
    assumptions: '7 int32*',
    symmetry: '8 SymmetryProto',
    floating_point_objective: '9 FloatObjectiveProto',
  },
  IntegerVariableProto: { name: '1 string', domain: '2 int64*' },
  ConstraintProto: {
    name: '1 string',
    enforcement_literal: '2 int32*',
    bool_or: '3 BoolArgumentProto of kind',
    bool_and: '4 BoolArgumentProto of kind',
    bool_xor: '5 BoolArgumentProto of kind',
    int_div: '7 LinearArgumentProto of kind',
    int_mod: '8 LinearArgumentProto of kind',
    int_prod: '11 LinearArgumentProto of kind',
    linear: '12 LinearConstraintProto of kind',
    all_diff: '13 AllDifferentConstraintProto of kind',
    element: '14 ElementConstraintProto of kind',
    circuit: '15 CircuitConstraintProto of kind',
    table: '16 TableConstraintProto of kind',
    automaton: '17 AutomatonConstraintProto of kind',
    inverse: '18 InverseConstraintProto of kind',
    interval: '19 IntervalConstraintProto of kind',
    no_overlap: '20 NoOverlapConstraintProto of kind',
    no_overlap_2d: '21 NoOverlap2DConstraintProto of kind',
    cumulative: '22 CumulativeConstraintProto of kind',
    routes: '23 RoutesConstraintProto of kind',
    reservoir: '24 ReservoirConstraintProto of kind',
    at_most_one: '26 BoolArgumentProto of kind',
    lin_max: '27 LinearArgumentProto of kind',
    exactly_one: '29 BoolArgumentProto of kind',
    dummy_constraint: '30 ListOfVariablesProto of kind',
  },
  BoolArgumentProto: { literals: '1 int32*' },
  LinearExpressionProto: { vars: '1 int32*', coeffs: '2 int64*', offset: '3 int64' },
  LinearArgumentProto: { target: '1 LinearExpressionProto', exprs: '2 LinearExpressionProto*' },
  LinearConstraintProto: { vars: '1 int32*', coeffs: '2 int64*', domain: '3 int64*' },
  AllDifferentConstraintProto: { exprs: '1 LinearExpressionProto*' },
  ElementConstraintProto: {
    index: '1 int32',
    target: '2 int32',
    vars: '3 int32*',
    linear_index: '4 LinearExpressionProto',
    linear_target: '5 LinearExpressionProto',
    exprs: '6 LinearExpressionProto*',
  },
  CircuitConstraintProto: { tails: '3 int32*', heads: '4 int32*', literals: '5 int32*' },
  TableConstraintProto: { vars: '1 int32*', values: '2 int64*', negated: '3 bool', exprs: '4 LinearExpressionProto*' },
  AutomatonConstraintProto: {
    starting_state: '2 int64',
    final_states: '3 int64*',
    transition_tail: '4 int64*',
    transition_head: '5 int64*',
    transition_label: '6 int64*',
    vars: '7 int32*',
    exprs: '8 LinearExpressionProto*',
  },
  InverseConstraintProto: { f_direct: '1 int32*', f_inverse: '2 int32*' },
  IntervalConstraintProto: {
    start: '4 LinearExpressionProto',
    end: '5 LinearExpressionProto',
    size: '6 LinearExpressionProto',
  },
  NoOverlapConstraintProto: { intervals: '1 int32*' },
  NoOverlap2DConstraintProto: { x_intervals: '1 int32*', y_intervals: '2 int32*' },
  CumulativeConstraintProto: {
    capacity: '1 LinearExpressionProto',
    intervals: '2 int32*',
    demands: '3 LinearExpressionProto*',
  },
  RoutesConstraintProto: {
    tails: '1 int32*',
    heads: '2 int32*',
    literals: '3 int32*',
    demands: '4 int32*',
    capacity: '5 int64',
    dimensions: '6 NodeExpressions*',
  },
  NodeExpressions: { exprs: '1 LinearExpressionProto*' },
  ReservoirConstraintProto: {
    min_level: '1 int64',
    max_level: '2 int64',
    time_exprs: '3 LinearExpressionProto*',
    active_literals: '5 int32*',
    level_changes: '6 LinearExpressionProto*',
  },
  ListOfVariablesProto: { vars: '1 int32*' },
  CpObjectiveProto: {
    vars: '1 int32*',
    offset: '2 double',
    scaling_factor: '3 double',
    coeffs: '4 int64*',
    domain: '5 int64*',
    scaling_was_exact: '6 bool',
    integer_before_offset: '7 int64',
    integer_scaling_factor: '8 int64',
    integer_after_offset: '9 int64',
  },
  FloatObjectiveProto: { vars: '1 int32*', coeffs: '2 double*', offset: '3 double', maximize: '4 bool' },
  DecisionStrategyProto: {
    variables: '1 int32*',
    variable_selection_strategy: '2 VariableSelectionStrategy',
    domain_reduction_strategy: '3 DomainReductionStrategy',
    exprs: '5 LinearExpressionProto*',
  },
  PartialVariableAssignment: { vars: '1 int32*', values: '2 int64*' },
  SymmetryProto: { permutations: '1 SparsePermutationProto*', orbitopes: '2 DenseMatrixProto*' },
  SparsePermutationProto: { support: '1 int32*', cycle_sizes: '2 int32*' },
  DenseMatrixProto: { num_rows: '1 int32', num_cols: '2 int32', entries: '3 int32*' },
  CpSolverResponse: {
    status: '1 CpSolverStatus',
    solution: '2 int64*',
    objective_value: '3 double',
    best_objective_bound: '4 double',
    num_booleans: '10 int64',
    num_conflicts: '11 int64',
    num_branches: '12 int64',
    wall_time: '15 double',
    user_time: '16 double',
    deterministic_time: '17 double',
    solution_info: '20 string',
    sufficient_assumptions_for_infeasibility: '23 int32*',
    solve_log: '26 string',
  },
  SatParameters: {
    random_seed: '31 int32',
    max_time_in_seconds: '36 double',
    max_number_of_conflicts: '37 int64',
    max_memory_in_mb: '40 int64',
    log_search_progress: '41 bool',
    max_deterministic_time: '67 double',
    cp_model_presolve: '86 bool',
    enumerate_all_solutions: '87 bool',
    linearization_level: '90 int32',
    stop_after_first_solution: '98 bool',
    cp_model_probing_level: '110 int32',
    catch_sigint_signal: '135 bool',
    interleave_search: '136 bool',
    hint_conflict_limit: '153 int32',
    absolute_gap_limit: '159 double',
    relative_gap_limit: '160 double',
    repair_hint: '167 bool',
    name: '171 string',
    symmetry_level: '183 int32',
    log_to_stdout: '186 bool',
    log_to_response: '187 bool',
    fix_variables_to_their_hinted_value: '192 bool',
    num_workers: '206 int32',
    subsolvers: '207 string*',
    ignore_subsolvers: '209 string*',
    extra_subsolvers: '219 string*',
    use_lns: '283 bool',
  },
} as const;

/** Names of enum values, each at its number. */
export const ENUMS = {
  CpSolverStatus: ['UNKNOWN', 'MODEL_INVALID', 'FEASIBLE', 'INFEASIBLE', 'OPTIMAL'],
  VariableSelectionStrategy: [
    'CHOOSE_FIRST',
    'CHOOSE_LOWEST_MIN',
    'CHOOSE_HIGHEST_MAX',
    'CHOOSE_MIN_DOMAIN_SIZE',
    'CHOOSE_MAX_DOMAIN_SIZE',
  ],
  DomainReductionStrategy: [
    'SELECT_MIN_VALUE',
    'SELECT_MAX_VALUE',
    'SELECT_LOWER_HALF',
    'SELECT_UPPER_HALF',
    'SELECT_MEDIAN_VALUE',
    'SELECT_RANDOM_HALF',
  ],
} as const;

export type MessageName = keyof typeof MESSAGES;

type One<T> = T extends MessageName ? Message<T> : T extends 'string' ? string : T extends 'bool' ? boolean : number;

type Value<F> = F extends `${number} ${infer T} of kind`
  ? One<T>
  : F extends `${number} ${infer T}*`
    ? readonly One<T>[]
    : F extends `${number} ${infer T}`
      ? One<T>
      : never;

/**
 * A message as a plain object: fields by their protobuf names, absent ones left out, enum values as numbers.
 *
 * An int64 beyond the safe integers is the nearest double; Infinity stands for the extremes when written.
 */
export type Message<M extends MessageName> = {
  readonly [F in keyof (typeof MESSAGES)[M]]?: Value<(typeof MESSAGES)[M][F]> | undefined;
};
