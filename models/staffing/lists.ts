import { MARGIN } from '../../src/domain/calendar.ts';
import type { InputList } from '../../src/solve/inputLists.ts';

const OF_EMPLOYEE = { list: 'employees', field: 'employee' };
const OF_EVENT = { list: 'events', field: 'event' };

/** The lists of a staffing input, with what tells their entries apart and when they are. */
export const LISTS: readonly InputList[] = [
  { list: 'employees', key: ['id'] },
  { list: 'timeOff', key: ['employee', 'from', 'to'], range: { from: 'from', to: 'to' }, owner: OF_EMPLOYEE },
  { list: 'overrides', key: ['employee', 'from', 'to'], range: { from: 'from', to: 'to' }, owner: OF_EMPLOYEE },
  { list: 'events', key: ['id'], range: { from: 'start', to: 'due', isEndExclusive: true } },
  {
    list: 'posted',
    key: ['event'],
    range: { from: 'day', to: 'day' },
    reach: MARGIN,
    owner: OF_EVENT,
    item: { ...OF_EVENT, key: ['event'] },
    within: 'posted',
    movable: 'movable',
  },
  { list: 'pins', key: ['event'], range: { from: 'day', to: 'day' }, owner: OF_EVENT },
  { list: 'rotations', key: ['kind', 'weekday'] },
  { list: 'rotationExceptions', key: ['kind', 'date'], range: { from: 'date', to: 'date' } },
  { list: 'rules', key: ['id'] },
  { list: 'preferences', key: ['rule', 'keyword', 'setAt'] },
  { list: 'affinity', key: ['event', 'employee'], owner: OF_EVENT },
];
