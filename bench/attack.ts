import type { Attack, Finding } from './attack/attack.ts';
import { fullDisk } from './attack/fullDisk.ts';
import { greedy } from './attack/greedy.ts';
import { hostileBodies } from './attack/hostileBodies.ts';
import { hugeModels } from './attack/hugeModels.ts';
import { endedKeys, wrongKeys } from './attack/keys.ts';
import { killedSolvers } from './attack/killed.ts';
import { memory } from './attack/memory.ts';
import type { Bench } from './bench.ts';

const ATTACKS: readonly Attack[] = [
  ...hostileBodies,
  greedy,
  killedSolvers,
  wrongKeys,
  endedKeys,
  fullDisk,
  hugeModels,
  memory,
];

/** How much harm one tenant can do to the others, and how a run ends when something outside it fails. */
export const attack: Bench = {
  name: 'attack',
  description:
    'hostile bodies, greedy tenants, guessed keys, killed solvers, a full disk, everything mixed: what others notice of it',
  parts: ATTACKS.map(({ name }) => name),
  async run({ note, parts }) {
    const findings: (Finding & { readonly name: string })[] = [];
    for (const { name, what, run } of chosen(parts)) {
      note(`${name}: ${what}`);
      const finding = await run(note);
      for (const [figure, value] of Object.entries(finding.figures)) note(`  ${figure}: ${value}`);
      for (const failure of finding.failures) note(`  ! ${failure}`);
      findings.push({ name, ...finding });
    }
    const rows = findings.flatMap(({ name, figures }) =>
      Object.entries(figures).map(([figure, value]) => [name, figure, value]),
    );
    return {
      tables: [{ title: 'The service under attack', head: ['attack', 'figure', 'value'], rows }],
      data: findings,
      failures: findings.flatMap(({ name, failures }) => failures.map((failure) => `${name}: ${failure}`)),
    };
  },
};

function chosen(parts: readonly string[]): readonly Attack[] {
  return parts.length === 0 ? ATTACKS : ATTACKS.filter(({ name }) => parts.includes(name));
}
