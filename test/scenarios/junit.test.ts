import { describe, expect, test } from 'vitest';
import { junitOf } from '../../src/scenarios/junit.ts';
import type { ScenarioVerdict } from '../../src/scenarios/run.ts';
import { parseXml } from './support/xml.ts';

const GOOD: ScenarioVerdict = { file: 'models/x/scenarios/a.yaml', name: 'A', why: 'w', failures: [], ms: 1500 };
const BAD: ScenarioVerdict = {
  file: 'models/y/b.json',
  name: 'B is < A & "C"',
  why: 'w',
  failures: [
    { variant: '', expectation: 'placed', expected: '<1> & ]]>', got: 'a\u0000b\u001b\ud800', why: 'it\'s "so"' },
    { variant: 'without H1', expectation: 'on/a', expected: 'x', got: 'y' },
  ],
  ms: 3,
};

describe('junitOf', () => {
  test('has a suite for each folder and a case for each scenario, with counts', () => {
    const suites = parseXml(junitOf([GOOD, BAD, { ...GOOD, name: 'A2' }], { times: false }));
    expect(suites).toMatchObject({ tag: 'testsuites', attributes: { tests: '3', failures: '1', errors: '0' } });
    expect(suites.children.map(({ attributes }) => attributes)).toEqual([
      { name: 'models/x/scenarios', tests: '2', failures: '0', errors: '0' },
      { name: 'models/y', tests: '1', failures: '1', errors: '0' },
    ]);
    expect(suites.children[0]!.children.map(({ attributes }) => attributes)).toEqual([
      { classname: 'models.x.scenarios.a', name: 'A' },
      { classname: 'models.x.scenarios.a', name: 'A2' },
    ]);
  });

  test('is well-formed whatever the texts are, and says them', () => {
    const suites = parseXml(junitOf([BAD], { times: false }));
    const [found] = suites.children[0]!.children;
    expect(found!.attributes).toEqual({ classname: 'models.y.b', name: 'B is < A & "C"' });
    const [failure] = found!.children;
    expect(failure!.attributes).toEqual({ message: 'placed; without H1: on/a', type: 'expectation' });
    expect(failure!.text).toContain('expected  <1> & ]]>');
    expect(failure!.text).toContain('got       a\ufffdb\ufffd\ufffd');
    expect(failure!.text).toContain('why       it\'s "so"');
  });

  test('has times only when asked for', () => {
    expect(junitOf([GOOD], { times: false })).not.toContain('time=');
    expect(parseXml(junitOf([GOOD], { times: true })).children[0]!.children[0]!.attributes).toMatchObject({
      time: '1.500',
    });
  });

  test('the check of well-formedness bites', () => {
    const xml = junitOf([BAD], { times: false });
    for (const broken of [
      xml.replace('&amp;', '&'),
      xml.replace('&lt;', '<'),
      xml.replace('</failure>', ''),
      `${xml}<`,
    ]) {
      expect(() => parseXml(broken)).toThrow('not well-formed');
    }
  });
});
