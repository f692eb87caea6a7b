import { COMMON_FAULTS } from '../../src/domain/faults.ts';

/** Every fault that a staffing input can have: its stable code and what it means. */
export const FAULTS = {
  ...COMMON_FAULTS,
  'affinity-repeated': 'Two affinity scores for the same event and employee.',
  'block-missing': 'A pin of an event that needs a block, without one.',
  'block-not-used': 'A block for an event whose type has no blocks.',
  'block-times-reversed': 'A block whose times do not follow one another.',
  'cap-not-used': 'An own cap of an employee for a rule that has no cap.',
  'due-not-after-start': 'An event whose due date, which is exclusive, is not after its start.',
  'duplicate-block': 'Two blocks with one number.',
  'duplicate-employee': 'Two employees with one id.',
  'duplicate-event': 'Two events with one id.',
  'duplicate-override': 'Two availability overrides of one employee and the same dates in the list of overrides.',
  'duplicate-pin': 'Two pins of one event.',
  'duplicate-posted': 'Two posted assignments of one event.',
  'duplicate-previous': 'Two places of one event in the earlier schedule.',
  'duplicate-reference': 'Two events with one reference.',
  'duplicate-rotation': 'Two rotations for the same kind and weekday, or the same kind and date.',
  'duplicate-time-off': 'Two entries of one employee and the same dates in the list of time off.',
  'frozen-breaks-rule': 'An assignment of the earlier schedule that stays on a frozen day and breaks a hard rule.',
  'movable-without-event': 'A movable posted assignment of an event that is not among the events.',
  'override-contradicts': 'Two availability overrides of the same dates that say opposite things.',
  'pairing-ambiguous': 'A pairing key with several leaders.',
  'pin-breaks-rule': 'A pin that breaks a hard rule; where its employee is away, reopening takes it out.',
  'pin-of-inactive-event': 'A pin of an event that is not active.',
  'pin-of-posted-event': 'A pin of an event that is posted and not movable.',
  'pin-outside-horizon': 'A pin on a day that is not in the horizon.',
  'posted-outside': 'A posted assignment more than 366 days away from the horizon.',
  'rotation-of-inactive-employee': 'A rotation that names an employee who is not active.',
  'too-many-cells': 'More event x employee x day cells than the configured maximum.',
  'unknown-block': 'The number of a block that does not exist.',
  'unknown-employee': 'The id of an employee who does not exist.',
  'unknown-event': 'The id of an event that does not exist.',
  'unknown-role': 'The name of a role that does not exist.',
  'unknown-rotation': 'A kind of rotation that does not exist.',
  'unknown-type': 'The name of an event type that does not exist.',
} as const satisfies Record<string, string>;

/** The code of a fault of the input. */
export type FaultCode = keyof typeof FAULTS;
