import type { Profile } from './profile.ts';

/** What every staffing problem needs: a place for each event, people who are there, and as many events as possible. */
export const plain: Profile = {
  description: 'No types, roles or blocks of its own; every rule beyond availability and placement is the input’s.',
  types: {},
  roles: [],
  rotationKinds: [],
  blocks: [],
  rules: [
    { id: 'structure', template: 'structure', parameters: {} },
    { id: 'time-off', template: 'available', parameters: { layer: 'absence' } },
    { id: 'weekly-pattern', template: 'available', parameters: { layer: 'pattern' } },
    { id: 'holidays', template: 'open-day', parameters: { closed: 'holidays' } },
    { id: 'locked-days', template: 'open-day', parameters: { closed: 'locked-days' } },
    { id: 'frozen-days', template: 'frozen-days', parameters: {} },
    { id: 'place', template: 'place', parameters: {}, weight: 1000 },
    { id: 'urgency', template: 'urgency', parameters: {}, weight: 10 },
    { id: 'keep', template: 'keep', parameters: {}, weight: 200 },
    { id: 'affinity', template: 'affinity', parameters: {}, weight: 8 },
  ],
};
