import type { InputList } from '../../src/solve/inputLists.ts';

/** The lists of a sessions input, with what tells their entries apart; a week has no dates. */
export const LISTS: readonly InputList[] = [
  { list: 'sites', key: ['id'] },
  { list: 'providers', key: ['id'] },
  { list: 'students', key: ['id'] },
  { list: 'bells', key: ['site', 'name', 'day', 'from'] },
  { list: 'activities', key: ['site', 'teacher', 'day', 'from'] },
  { list: 'hours', key: ['site', 'grade', 'day', 'from'] },
  { list: 'blocked', key: ['provider', 'site', 'student', 'grade', 'teacher', 'day', 'from'] },
  {
    list: 'posted',
    key: ['student', 'provider', 'day', 'start'],
    item: { list: 'students', field: 'student', key: ['student'] },
    movable: 'movable',
  },
  { list: 'pins', key: ['student', 'provider', 'day', 'start'] },
  { list: 'rules', key: ['id'] },
  { list: 'preferences', key: ['rule', 'keyword', 'setAt'] },
];
