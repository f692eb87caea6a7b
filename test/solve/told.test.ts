import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/limits.ts';
import { toldWarnings } from '../../src/solve/told.ts';

const warnings = (count: number, message: string) =>
  Array.from({ length: count }, (_, i) => ({ pointer: `/rules/${i}`, code: 'rule-idle', message }));

describe('the warnings that an answer lists', () => {
  it('are as many as its faults may be, and the others are counted', () => {
    const domain = { foreseen: () => warnings(70, 'a'), warnings: () => warnings(80, 'b') };
    const told = toldWarnings(domain, {});
    expect(told.warnings).toHaveLength(LIMITS.faults);
    expect(told.warningsOmitted).toBe(70 + 80 - LIMITS.faults);
  });

  it('are not long, whatever they repeat', () => {
    const domain = { foreseen: () => warnings(1, 'x'.repeat(100_000)), warnings: () => [] };
    const [warning] = toldWarnings(domain, {}).warnings;
    expect(warning!.message).toBe(`${'x'.repeat(LIMITS.faultMessage)}... (100000 characters)`);
  });
});
