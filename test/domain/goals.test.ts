import { expect, test } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { changed } from '../../src/solve/change.ts';

test.each(Object.entries(DOMAIN_MODELS))(
  'what %s can be aimed at, with an earlier schedule and without, are inputs of it',
  (_, domain) => {
    const value = domain.example();
    const input = domain.parse(value);
    const built = domain.build(input);
    const nothing = domain.read(built, new Float64Array(built.model.variables.length));
    for (const previous of [undefined, nothing]) {
      const goals = domain.whatIf.goals(input, previous);
      for (const { changes } of goals) expect(() => domain.parse(changed(value, changes))).not.toThrow();
      if (previous !== undefined) expect(goals.map(({ name }) => name)).toContain('least change');
    }
  },
);
