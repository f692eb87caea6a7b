import type { InputList } from '../../src/solve/inputLists.ts';

/** The lists of a production input, with what tells their entries apart. */
export const LISTS: readonly InputList[] = [
  { list: 'calendars', key: ['id'] },
  { list: 'resources', key: ['id'] },
  { list: 'orders', key: ['id'] },
  { list: 'setups', key: ['machine', 'from', 'to'] },
  { list: 'materials', key: ['id'] },
  {
    list: 'posted',
    key: ['order', 'operation'],
    item: { list: 'orders', field: 'order', key: ['order', 'operation'] },
    movable: 'movable',
  },
  { list: 'pins', key: ['order', 'operation'] },
  { list: 'rules', key: ['id'] },
  { list: 'preferences', key: ['rule', 'keyword', 'setAt'] },
];
