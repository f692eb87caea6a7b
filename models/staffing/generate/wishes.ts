import type { Random } from '../../../src/domain/random.ts';
import type { AffinityDraft, EmployeeDraft, EventDraft, PreferenceDraft } from './entities.ts';
import { isQualified } from './roster.ts';

/** One core event in this many has scores, for this many people. */
const SCORED = { everyOf: 4, people: 3 };

/** Who suits which event, from 0 to 1 in hundredths, for some of the core events. */
export function affinityOf(
  events: readonly EventDraft[],
  team: readonly EmployeeDraft[],
  random: Random,
): AffinityDraft[] {
  const able = team.filter((one) => isQualified(one, 'core'));
  return events
    .filter(({ type }) => type === 'core')
    .filter((_, i) => i % SCORED.everyOf === 0)
    .flatMap(({ id }) => {
      const first = random.below(able.length);
      return Array.from({ length: Math.min(SCORED.people, able.length) }, (_, i) => ({
        event: id,
        employee: able[(first + i) % able.length]!.id,
        score: random.between(10, 100) / 100,
      }));
    });
}

/** What somebody of the team has wished for, in numbers and in plain words. */
export function preferencesOf(team: readonly EmployeeDraft[]): PreferenceDraft[] {
  const setBy = team[0]!.id;
  return [
    { rule: 'S9', multiplier: 1.5, setBy, setAt: '2026-05-04T09:00:00Z' },
    { keyword: 'rotation', direction: 'boost', setBy, setAt: '2026-05-05T09:30:00Z' },
    { keyword: 'peaks', direction: 'decrease', setBy, setAt: '2026-05-08T16:45:00Z' },
  ];
}
