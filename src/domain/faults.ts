/**
 * The faults that an input of any domain model can have: stable code and meaning.
 *
 * A fault is reported as `{ pointer, code, message }`; the message says what, with names and values, and the next step.
 */
export const COMMON_FAULTS = {
  'date-invalid': 'Text that is not a calendar date of the form YYYY-MM-DD.',
  'datetime-invalid': 'Text that is not a date with a clock time, of the form YYYY-MM-DDTHH:MM.',
  'duplicate-rule': 'Two rules with one id.',
  'hardness-not-allowed': 'A hardness that the template of a rule cannot have.',
  'horizon-empty': 'A horizon whose last day is before its first.',
  'horizon-too-long': 'A horizon of more than 366 days.',
  'minutes-out-of-range': 'Minutes that are not a whole number in 1..1440.',
  'list-too-long': 'A list with more entries than it may have.',
  'missing-field': 'A field that must be there and is not.',
  'multiplier-out-of-range': 'A multiplier that is not in 0.25..2.5.',
  'number-out-of-range': 'A number outside the range of its field.',
  'preference-of-hard-rule': 'A preference for a rule that has no weight.',
  'preference-repeated': 'Two preferences for one rule of which neither is the later.',
  'preference-unclear':
    'A preference that does not name one rule or keyword, or does not give one multiplier or direction.',
  'range-reversed': 'A range of dates whose end is before its start.',
  'rule-id-reserved': 'A rule called as what the ledger lists beside the rules.',
  'rule-always-on': 'A rule switched off that gives an assignment its meaning.',
  'rule-parameter-invalid': 'A parameter of a rule with a value that it cannot have.',
  'rule-parameter-missing': 'A parameter that a rule needs.',
  'rule-parameter-unknown': 'A parameter that a rule does not have.',
  'score-out-of-range': 'A score that is not in 0..1.',
  'text-too-long': 'A text of more characters than its field may have.',
  'text-empty': 'An empty text where a name is needed.',
  'time-invalid': 'Text that is not a clock time of the form HH:MM.',
  'unknown-field': 'A field that does not exist.',
  'unknown-keyword': 'A preference keyword that does not exist.',
  'unknown-rule': 'The id of a rule that is not in the profile, without a template.',
  'unknown-template': 'The name of a rule template that does not exist.',
  'unknown-time-zone': 'A time zone that the IANA data does not have.',
  'unknown-value': 'A value outside the list of its field.',
  'weight-of-hard-rule': 'A weight for a hard rule.',
  'weight-out-of-range': 'A weight that is not a whole number in 0..1000000.',
  'wrong-type': 'A value of another type than its field.',
} as const satisfies Record<string, string>;

export type CommonFaultCode = keyof typeof COMMON_FAULTS;
