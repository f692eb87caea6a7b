/** What clients asked for and what was acknowledged, in the order in which they saw it. */
export type Seen =
  | { readonly kind: 'asked'; readonly key: string }
  | { readonly kind: 'created'; readonly key: string; readonly id: string }
  | { readonly kind: 'stopped' | 'cancelled'; readonly id: string; readonly status: string }
  | {
      readonly kind: 'read';
      readonly client: number;
      readonly id: string;
      readonly status: string;
      readonly revision: number;
      readonly objective: number | null;
    };

/** What the service says when all is over. */
export interface Kept {
  readonly runs: readonly {
    readonly id: string;
    readonly status: string;
    readonly outcome: string | null;
    readonly revision: number;
    readonly objective: number | null;
    readonly error: string | null;
    readonly attempts: number;
  }[];
  /** In the order of runs and revisions. */
  readonly revisions: readonly {
    readonly id: string;
    readonly revision: number;
    readonly objective: number;
    readonly isLegal: boolean;
  }[];
  readonly ends: readonly { readonly id: string; readonly status: string }[];
}

const ENDED = ['succeeded', 'failed', 'cancelled'];

/**
 * Every promise that the history shows broken, as a sentence: an acknowledged run that is missing, a key with two runs, a
 * run without or with two ends, a revision that is not better than the one before, a best that is not the last, a stop
 * that was lost, something that a client saw and that was taken back.
 */
export function faultsOf(history: readonly Seen[], kept: Kept): string[] {
  return [
    ...keyFaults(history, kept),
    ...endFaults(kept),
    ...revisionFaults(kept),
    ...wishFaults(history, kept),
    ...readFaults(history, kept),
  ];
}

function keyFaults(history: readonly Seen[], { runs }: Kept): string[] {
  const faults: string[] = [];
  const ids = new Set(runs.map(({ id }) => id));
  const runOf = new Map<string, string>();
  for (const seen of history) {
    if (seen.kind !== 'created') continue;
    const { key, id } = seen;
    if (!ids.has(id)) faults.push(`The run ${id} was acknowledged for the key ${key} and is not there.`);
    if ((runOf.get(key) ?? id) !== id) faults.push(`The key ${key} gave the runs ${runOf.get(key)} and ${id}.`);
    runOf.set(key, id);
  }
  const asked = new Set(history.flatMap((seen) => (seen.kind === 'asked' ? [seen.key] : [])));
  // A request whose answer was lost may have made its run, and no more than that.
  if (runs.length > asked.size) faults.push(`There are ${runs.length} runs for ${asked.size} keys.`);
  if (new Set(runOf.values()).size < runOf.size) faults.push('Two keys gave the same run.');
  return faults;
}

function endFaults({ runs, ends }: Kept): string[] {
  return runs.flatMap(({ id, status, error }) => {
    const mine = ends.filter((end) => end.id === id);
    const faults: string[] = [];
    if (!ENDED.includes(status)) faults.push(`The run ${id} is still ${status}.`);
    if (status === 'failed') faults.push(`The run ${id} has failed: ${error}.`);
    if (mine.length !== 1) faults.push(`The run ${id} has ended ${mine.length} times.`);
    if (mine.some((end) => end.status !== status))
      faults.push(`The run ${id} is ${status}, and its end said ${mine[0]!.status}.`);
    return faults;
  });
}

function revisionFaults({ runs, revisions }: Kept): string[] {
  return runs.flatMap(({ id, revision, objective, outcome }) => {
    const mine = revisions.filter((one) => one.id === id);
    const faults: string[] = [];
    mine.forEach((one, i) => {
      if (one.revision !== i + 1) faults.push(`The run ${id} has the revision ${one.revision} at place ${i + 1}.`);
      if (i > 0 && one.objective >= mine[i - 1]!.objective)
        faults.push(`The revision ${one.revision} of ${id} is not better than the one before.`);
      if (!one.isLegal) faults.push(`The revision ${one.revision} of ${id} breaks rules.`);
    });
    if (mine.length !== revision) faults.push(`The run ${id} says revision ${revision} and has ${mine.length}.`);
    const best = mine.at(-1)?.objective ?? null;
    if (best !== objective) faults.push(`The run ${id} says ${objective}, and its best revision is ${best}.`);
    if (mine.length > 0 && outcome !== 'optimal' && outcome !== 'feasible')
      faults.push(`The run ${id} has a solution and is ${outcome}.`);
    return faults;
  });
}

function wishFaults(history: readonly Seen[], { runs }: Kept): string[] {
  const statuses = new Map(runs.map(({ id, status }) => [id, status]));
  return history.flatMap((seen) => {
    if (seen.kind !== 'cancelled') return [];
    // A cancel ends a run at once; one that had ended stays as it was, and the answer says so.
    const { id, status } = seen;
    if (!ENDED.includes(status)) return [`The cancel of ${id} was answered with ${status}.`];
    return statuses.get(id) === status
      ? []
      : [`The cancel of ${id} was answered with ${status}; it is ${statuses.get(id)}.`];
  });
}

function readFaults(history: readonly Seen[], { runs, revisions }: Kept): string[] {
  const statuses = new Map(runs.map(({ id, status }) => [id, status]));
  const objectives = new Map(revisions.map(({ id, revision, objective }) => [`${id} ${revision}`, objective]));
  const last = new Map<string, number>();
  const faults: string[] = [];
  for (const seen of history) {
    if (seen.kind !== 'read') continue;
    const { client, id, status, revision, objective } = seen;
    // Cancelling discards what there was.
    if (statuses.get(id) === 'cancelled') continue;
    const before = last.get(`${client} ${id}`) ?? 0;
    if (revision < before) faults.push(`The run ${id} showed revision ${before}, then ${revision}.`);
    last.set(`${client} ${id}`, revision);
    if (revision > 0 && objectives.get(`${id} ${revision}`) !== objective) {
      faults.push(
        `The run ${id} showed ${objective} for revision ${revision}, which is ${objectives.get(`${id} ${revision}`)}.`,
      );
    }
    if (ENDED.includes(status) && status !== statuses.get(id))
      faults.push(`The run ${id} showed ${status}, and is ${statuses.get(id)}.`);
  }
  return faults;
}
