import { COMMON_FAULTS } from '../../src/domain/faults.ts';

/** Every fault that a sessions input can have: its stable code and what it means. */
export const FAULTS = {
  ...COMMON_FAULTS,
  'blocked-unclear': 'A blocked time that does not name exactly one of provider, site, student, grade and teacher.',
  'day-outside-grid': 'A posted session or a pin on a day that is not in the grid.',
  'duplicate-pin': 'Two pins of one student at one time.',
  'duplicate-posted': 'Two posted sessions of one student with one provider at one time.',
  'duplicate-previous': 'Two sessions of one student at one time in the earlier schedule.',
  'duplicate-provider': 'Two providers with one id.',
  'duplicate-site': 'Two sites with one id.',
  'duplicate-student': 'Two students with one id.',
  'frozen-breaks-rule': 'A session of the earlier schedule that stays on a frozen day and breaks a hard rule.',
  'group-unequal': 'Students who must sit together, with unequal numbers or lengths of sessions.',
  'list-empty': 'A list without an entry where one is needed.',
  'past-midnight': 'A posted session that ends after midnight.',
  'pin-breaks-rule': 'A pin that breaks a hard rule.',
  'times-reversed': 'A stretch of time whose end is not after its start.',
  'too-many-fixed': 'More posted and pinned sessions of a student than the student is to have.',
  'too-many-places': 'More student x provider x day x start places than the configured maximum.',
  'unknown-provider': 'The id of a provider who does not exist.',
  'unknown-site': 'The id of a site that does not exist.',
  'unknown-student': 'The id of a student who does not exist.',
  'work-missing': 'A provider who serves several sites and does not say when and where.',
} as const satisfies Record<string, string>;

/** The code of a fault of the input. */
export type FaultCode = keyof typeof FAULTS;
