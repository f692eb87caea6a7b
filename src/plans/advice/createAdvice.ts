import { todayIn } from '../../domain/calendar.ts';
import { healthOf } from '../../domain/validation/issues.ts';
import { DovetailError } from '../../errors.ts';
import { cut, LIMITS } from '../../limits.ts';
import type { Change } from '../../solve/change.ts';
import type { DomainModel } from '../../solve/domainModel.ts';
import type { FixedAll, FixOption } from '../../solve/fixOption.ts';
import { entryName, pathOf } from '../../solve/inputLists.ts';
import { IGNORED, type IgnoredIssue, WORK_OUTCOMES, type WorkOutcome } from '../keptLists.ts';
import type { Action, Plan, PlanAsker, PlanInput, Writing, Written } from '../plan.ts';
import type { Readings } from '../readings.ts';
import { Remembered } from '../remembered.ts';
import { rowsOf } from '../rows.ts';
import type { PlanPlace, PlanReading, PlanStore } from '../store.ts';
import { listDays } from '../stored.ts';
import type { PlanTask } from '../task.ts';
import type { Advice, OnDays, ToldIssue } from './advice.ts';
import type { AdviceStep } from './advise.ts';
import { issuePage } from './issuePage.ts';
import { isIgnored, type Validated } from './validationOf.ts';

interface AdviceOptions {
  readonly store: PlanStore;
  readonly get: (place: PlanPlace) => Promise<Plan>;
  readonly domainOf: (plan: Plan) => DomainModel;
  readonly load: (place: PlanPlace, reading: PlanReading) => Promise<PlanInput>;
  /** The days of a plan. */
  readonly daysOf: Readings['daysOf'];
  readonly worked: <T>(task: Omit<PlanTask, 'kind'>, asker: PlanAsker) => Promise<T>;
  readonly change: (asker: PlanAsker, id: string, request: Changing) => Promise<Written>;
  /** That a plan is at another version than was seen. */
  readonly stale: (plan: Plan, seen: number) => DovetailError;
}

type Changing = Writing & { readonly changes: readonly Change[]; readonly action: Action };

/** What was worked out for one version of a plan. */
interface Answered<T> {
  readonly plan: Plan;
  readonly answer: T;
}

/** The same with the changes that come of it. */
interface Worked<T> extends Answered<T> {
  readonly changes: readonly Change[];
  /** The reason for the history, where nobody gives another. */
  readonly because?: string;
}

/** Whoever takes any version is asked again when somebody else has written meanwhile. */
const ATTEMPTS = 5;

export function createAdvice(options: AdviceOptions): Advice {
  const { store, get, domainOf, load, daysOf, worked, change, stale } = options;
  const validated = new Remembered();

  /** Asks about a plan as it is, for some days. */
  const ask = async <T>(asker: PlanAsker, known: Plan, step: AdviceStep): Promise<Answered<T>> => {
    const place = { tenant: asker.tenant, id: known.id };
    const domain = domainOf(known);
    const days = step.days ?? (await daysOf({ ...place, readAt: known.readAt }, domain));
    const { plan, input } = await load(place, { lists: [...listDays(domain.lists, days), { list: IGNORED.list }] });
    return { plan, answer: await worked<T>({ model: plan.model, input, step }, asker) };
  };
  const asked = async <T>(asker: PlanAsker, id: string, step: AdviceStep): Promise<Answered<T>> =>
    ask(asker, await get({ tenant: asker.tenant, id }), step);

  /** What validation finds is remembered for a version of a plan; a day later it may be something else. */
  const found = async (
    asker: PlanAsker,
    id: string,
    { days }: OnDays,
  ): Promise<Answered<Validated> & { readonly day: string }> => {
    const plan = await get({ tenant: asker.tenant, id });
    const day = todayOf(plan);
    const keyOf = ({ version, createdAt }: Plan): string =>
      JSON.stringify([asker.tenant, id, createdAt.getTime(), version, day, days?.from, days?.to]);
    const known = validated.get(keyOf(plan));
    if (known !== undefined) return { plan, day, answer: JSON.parse(known) as Validated };
    const fresh = await ask<Validated>(asker, plan, { do: 'validate', days });
    validated.set(keyOf(fresh.plan), JSON.stringify(fresh.answer));
    return { ...fresh, day };
  };

  /** Works changes out of a plan, and makes them in just the version that they were worked out for. */
  const changeBy = async <T>(
    asker: PlanAsker,
    id: string,
    { action, seen, actor, reason }: Writing & { readonly action: Action },
    work: () => Promise<Worked<T>>,
  ): Promise<Written & { readonly answer: T }> => {
    const now = seen === undefined ? undefined : await get({ tenant: asker.tenant, id });
    if (now && now.version !== seen) throw stale(now, seen!);
    for (let attempt = 1; ; attempt++) {
      const { plan, answer, changes, because } = await work();
      try {
        const version = seen ?? plan.version;
        const why = reason ?? because;
        return { ...(await change(asker, id, { seen: version, actor, reason: why, action, changes })), answer };
      } catch (thrown) {
        const isStale = thrown instanceof DovetailError && thrown.code === 'request/stale';
        if (!isStale || seen !== undefined || attempt === ATTEMPTS) throw thrown;
      }
    }
  };

  /** The change that keeps an entry beside the input, whether there is one of its name or not. */
  const ignoring = async (place: PlanPlace, ignored: IgnoredIssue): Promise<Change[]> => {
    const isThere = (await store.entry(place, IGNORED.list, ignored.issue)) !== undefined;
    return [
      isThere
        ? { set: pathOf(IGNORED.list, ignored.issue), value: ignored }
        : { add: pathOf(IGNORED.list), value: ignored },
    ];
  };

  const advice: Advice = {
    async validation(asker, id, { days, ...page }) {
      const { plan, day, answer } = await found(asker, id, { days });
      const ignored = new Map(answer.ignored.filter((one) => isIgnored(one, day)).map((one) => [one.issue, one]));
      const issues = answer.issues.map((issue): ToldIssue => {
        const own = ignored.get(issue.id);
        if (!own) return issue;
        const { issue: _, ...how } = own;
        return { ...issue, ignored: how };
      });
      const heard = issues.filter((issue) => !issue.ignored);
      const count = (severity: ToldIssue['severity']): number =>
        heard.filter((one) => one.severity === severity).length;
      const counts = {
        critical: count('critical'),
        warning: count('warning'),
        info: count('info'),
        ignored: issues.length - heard.length,
      };
      return { plan, health: healthOf(heard), counts, ...issuePage(issues, plan.version, page) };
    },
    async fixes(asker, id, { issue, days }) {
      const { plan, answer } = await asked<FixOption[]>(asker, id, { do: 'fixes', issue, days });
      return { plan, options: answer };
    },
    async apply(asker, id, { issue, fix, days, ...writing }) {
      const place = { tenant: asker.tenant, id };
      const { answer, ...written } = await changeBy(asker, id, { ...writing, action: 'fix' }, async () => {
        const { plan, options: found } = await advice.fixes(asker, id, { issue, days });
        const option = found.find((one) => one.id === fix) ?? noFix(issue, fix);
        const reason = writing.reason ?? option.text;
        const changes = option.kind === 'ignore' ? await ignoring(place, { issue, reason }) : option.changes;
        return { plan, answer: option, changes, because: cut(option.text, LIMITS.reason) };
      });
      return { ...written, option: answer };
    },
    async ignore(asker, id, { ignored, days, ...writing }) {
      const { answer: _, ...written } = await changeBy(asker, id, { ...writing, action: 'change' }, async () => {
        const { answer, plan } = await found(asker, id, { days });
        if (!answer.issues.some((one) => one.id === ignored.issue)) noIssue(ignored.issue);
        const changes = await ignoring({ tenant: asker.tenant, id }, ignored);
        return { plan, answer: undefined, changes };
      });
      return written;
    },
    async heed(asker, id, { issue, ...writing }) {
      const place = { tenant: asker.tenant, id };
      await get(place);
      const isThere = isStorable(issue) && (await store.entry(place, IGNORED.list, issue)) !== undefined;
      if (!isThere) {
        throw new DovetailError('request/not-found', `No issue ${cut(JSON.stringify(issue))} is ignored.`, {
          maybe: 'look at the validation of the plan for those that are.',
        });
      }
      const changes = [{ remove: pathOf(IGNORED.list, issue) }];
      return change(asker, id, { ...writing, action: 'change', changes });
    },
    async fixAll(asker, id, { skip, days, ...writing }) {
      const { answer, ...written } = await changeBy(asker, id, { ...writing, action: 'fix' }, async () => {
        const known = await get({ tenant: asker.tenant, id });
        const step = { do: 'fixAll', skip, today: todayOf(known), days } as const;
        const { plan, answer: all } = await ask<FixedAll>(asker, known, step);
        return { plan, answer: all, changes: all.changes };
      });
      return { ...written, fixed: answer.fixed, left: answer.left };
    },
    async preferences(tenant, id) {
      const place = { tenant, id };
      const plan = await get(place);
      requirePreferences(domainOf(plan));
      const rows = await store.entries(place, 'preferences', { limit: LIMITS.smallList });
      return { plan, preferences: rows.map(({ value }) => value as Preference) };
    },
    async prefer(asker, id, { name, said, ...writing }) {
      const { answer: _, ...written } = await changeBy(asker, id, { ...writing, action: 'change' }, async () => {
        const plan = await get({ tenant: asker.tenant, id });
        requirePreferences(domainOf(plan));
        const whole = said && { ...said, setAt: plan.readAt.toISOString(), setBy: writing.actor };
        const answered = await ask<Change[]>(asker, plan, { do: 'prefer', name, said: whole });
        if (answered.answer.length > 0) return { ...answered, changes: answered.answer };
        throw new DovetailError('request/not-found', `Nothing was said of ${cut(JSON.stringify(name))}.`, {
          maybe: 'look at the preferences of the plan.',
        });
      });
      return written;
    },
    async preferNothing(asker, id, writing) {
      const place = { tenant: asker.tenant, id };
      requirePreferences(domainOf(await get(place)));
      return change(asker, id, { ...writing, action: 'change', changes: [{ remove: 'preferences' }] });
    },
    async summary(asker, id, { days, weekMinutes }) {
      const step = { do: 'summary', weekMinutes, days } as const;
      const { plan, answer } = await asked<Omit<Awaited<ReturnType<Advice['summary']>>, 'plan'>>(asker, id, step);
      return { plan, ...answer };
    },
    async export(asker, id, { days, as, lane }) {
      const known = await get({ tenant: asker.tenant, id });
      const { version, updatedAt, readAt } = known;
      const [changedAtMs, nowMs] = [updatedAt.getTime(), readAt.getTime()];
      const step = { do: 'export', as, lane, plan: id, version, changedAtMs, nowMs, days } as const;
      const { plan, answer } = await ask<string>(asker, known, step);
      return { plan, text: answer };
    },
    async outcomes(asker, id, { days }) {
      const place = { tenant: asker.tenant, id };
      await get(place);
      const { plan, input } = await load(place, { lists: listDays([WORK_OUTCOMES], days) });
      const step = { do: 'outcomes', today: todayOf(plan) } as const;
      const report = await worked<Omit<Awaited<ReturnType<Advice['outcomes']>>, 'plan'>>(
        { model: plan.model, input, step },
        asker,
      );
      return { plan, ...report };
    },
    async addOutcomes(asker, id, { outcomes, ...writing }) {
      const { answer: _, ...written } = await changeBy(asker, id, { ...writing, action: 'outcome' }, async () => {
        const place = { tenant: asker.tenant, id };
        const byName = new Map(outcomes.map((one) => [entryName(WORK_OUTCOMES, one), one]));
        await get(place);
        const named = [...byName.keys()].map((name) => ({ list: WORK_OUTCOMES.list, id: name }));
        const { plan, input } = await load(place, { lists: [], named: JSON.stringify(named) });
        const there = rowsOf([WORK_OUTCOMES], JSON.parse(input)).get(WORK_OUTCOMES.list)!;
        const changes = [...byName].map(([name, value]: [string, WorkOutcome]) => {
          return there.has(name)
            ? { set: pathOf(WORK_OUTCOMES.list, name), value }
            : { add: pathOf(WORK_OUTCOMES.list), value };
        });
        return { plan, answer: undefined, changes };
      });
      return written;
    },
  };
  return advice;
}

/** Hosts agree about it. */
function todayOf({ readAt }: Plan): string {
  return todayIn('UTC', readAt);
}

type Preference = Awaited<ReturnType<Advice['preferences']>>['preferences'][number];

function requirePreferences({ lists, name }: DomainModel): void {
  if (lists.some(({ list }) => list === 'preferences')) return;
  throw new DovetailError('request/not-found', `An input of ${name} has no preferences.`);
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

function noIssue(issue: string): never {
  throw new DovetailError('request/not-found', `There is no issue ${cut(JSON.stringify(issue))}.`, {
    maybe: 'it is gone by now; validate the plan once more, for the same days.',
  });
}

function noFix(issue: string, fix: string): never {
  throw new DovetailError('request/not-found', `The issue ${cut(issue)} has no fix ${cut(JSON.stringify(fix))}.`, {
    maybe: 'the plan has changed since; ask for its fixes once more.',
  });
}
