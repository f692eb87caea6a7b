import fc from 'fast-check';
import { expect, it } from 'vitest';
import { requireOneOfEachName } from '../../src/language/jsonNames.ts';

it.each([
  ['{"a":1,"a":2}', '/a', 'The input has two members "a".'],
  ['{"a":[0,{"b":{},"c":"b","b":[]}]}', '/a/1/b', '/a/1 has two members "b".'],
  ['{"a":1,"\\u0061":2}', '/a', 'The input has two members "a".'],
  ['[[],[{"x\\\\":"}","x\\\\":1}]]', '/1/0/x\\', '/1/0 has two members "x\\".'],
  ['{"a/b":{"~":1,"~":1}}', '/a~1b/~0', '/a~1b has two members "~".'],
  ['{"constructor":1,"__proto__":1,"__proto__":2}', '/__proto__', 'The input has two members "__proto__".'],
])('%s has a name twice', (text, pointer, message) => {
  JSON.parse(text);
  expect(() => requireOneOfEachName(text)).toThrow(
    expect.objectContaining({ code: 'input/syntax', faults: [{ pointer, code: 'input/syntax', message }] }),
  );
});

it('what a value is written as has each name once', () => {
  fc.assert(fc.property(fc.json(), (text) => requireOneOfEachName(text)));
});

it('a text in which a member is repeated is refused wherever that member is', () => {
  const withObject = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 });
  fc.assert(
    fc.property(withObject, fc.nat(), fc.array(fc.boolean()), (object, chosen, around) => {
      const names = Object.keys(object);
      const name = JSON.stringify(names[chosen % names.length]);
      const inner = `${JSON.stringify(object).slice(0, -1)},${name}:0}`;
      const text = around.reduce((part, isList) => (isList ? `[0,${part}]` : `{"x":${part},"y":"x"}`), inner);
      JSON.parse(text);
      expect(() => requireOneOfEachName(text)).toThrow(/has two members/);
    }),
  );
});
