import { COMMON_FAULTS } from '../../src/domain/faults.ts';

/** Every fault that a production input can have: its stable code and what it means. */
export const FAULTS = {
  ...COMMON_FAULTS,
  circular: 'Operations that wait for each other; the message names the circle.',
  'duplicate-calendar': 'Two calendars with one id.',
  'duplicate-fixed': 'An operation that is posted or pinned twice.',
  'duplicate-machine': 'One machine twice among those that may do an operation.',
  'duplicate-material': 'Two materials with one id.',
  'duplicate-operation': 'Two operations with one id.',
  'duplicate-order': 'Two orders with one id.',
  'duplicate-resource': 'Two resources with one id.',
  'duplicate-setup': 'Two times to change over between the same families on one machine.',
  'frozen-breaks-rule': 'An operation that stays because of the frozen time and breaks a hard rule.',
  'idle-reversed': 'A least time that is greater than the greatest time.',
  'of-another-kind': 'A field of operators at a machine, or of machines at an operator.',
  'pin-breaks-rule': 'A pin that breaks a hard rule.',
  'too-many-crews': 'More ways to choose operators for a phase than the model can tell apart.',
  'unknown-calendar': 'The id of a calendar that does not exist.',
  'unknown-machine': 'The id of a machine that does not exist.',
  'unknown-material': 'The id of a material that does not exist.',
  'unknown-operation': 'The id of an operation that does not exist.',
  'unknown-operator': 'The id of an operator who does not exist.',
  'unknown-order': 'The id of an order that does not exist.',
} as const satisfies Record<string, string>;

/** The code of a fault of the input. */
export type FaultCode = keyof typeof FAULTS;
