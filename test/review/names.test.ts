// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sources are quoted here, templates and all
import { describe, expect, test } from 'vitest';
import { nameFaults } from '../../scripts/review/names.ts';

/** What the check says of one file with this text. */
function told(text: string): string[] {
  return nameFaults(() => text, ['models/new/rule.ts']).filter((fault) => fault.startsWith('models/new/rule.ts'));
}

describe('the check for names as keys', () => {
  test('finds nothing in the repository', () => {
    expect(nameFaults()).toEqual([]);
  });

  test.each([
    ['const caps: Record<string, number> = {};', 'an object keyed by any text'],
    ['const caps = z.record(name, z.int());', 'an object keyed by any text'],
    ['interface Caps { readonly [rule: string]: number }', 'an object keyed by any text'],
    ['return Object.fromEntries(entries);', 'an object made of entries'],
    ['known.get(`${leader} ${follower}`)', 'a key joined from several texts'],
    ["const key = [...types].sort().join(' ');", 'a key joined from several texts'],
    ['Map.groupBy(work, (one) => `${one.type} ${one.product}`)', 'a key joined from several texts'],
  ])('finds %s', (text, what) => {
    expect(told(text)).toEqual([expect.stringContaining(`has ${what}`)]);
  });

  test.each([
    'const caps = new Map<string, number>();',
    'const CODES = { a: 1 } as const satisfies Record<string, number>;',
    'const value = input as Record<string, unknown>;',
    'const text = `${who} on ${day}`;',
    'known.get(leader)?.get(follower)',
  ])('leaves %s alone', (text) => {
    expect(told(text)).toEqual([]);
  });

  test('finds an excuse that is needed no more', () => {
    expect(nameFaults(() => '', ['src/byName.ts'])).toContain(
      'src/byName.ts is excused and needs it no more; take it out of names.ts',
    );
  });
});
