import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { durationToMs } from '../duration.ts';
import { messageOf } from '../errors.ts';
import type { DomainModel } from '../solve/domainModel.ts';
import type { Reopening } from '../solve/reopening.ts';
import type { SolveOptions } from '../solve/solve.ts';
import { labelOf, twinOf } from './change.ts';
import { readDocument, type TextDocument } from './document.ts';
import { faultyFiles, type ScenarioFault } from './fault.ts';
import { applied, attempt, generated, type Made } from './made.ts';
import type { Expect, Scenario } from './scenario.ts';
import { type ReportScenarioFault, reporterOf, scenarioIn } from './shape.ts';

/** What scenario files may name. */
export interface Vocabulary {
  readonly domains: Readonly<Record<string, DomainModel>>;
  readonly engines: readonly string[];
}

/** One input with what is expected of it. */
export interface Variant {
  /** What is different from the scenario itself; empty for the scenario itself. */
  readonly label: string;
  readonly input: unknown;
  /** What of its given work is placed anew. */
  readonly reopen: readonly Reopening[];
  readonly expect: Expect;
}

/** A scenario that is ready to run. */
export interface LoadedScenario {
  readonly file: string;
  readonly name: string;
  readonly why: string;
  readonly domain: DomainModel;
  readonly options: SolveOptions;
  readonly itself: Variant;
  /** Each with something changed that decides. */
  readonly twins: readonly Variant[];
}

/**
 * Reads scenario files, their inputs made and changed, and everything in them known.
 *
 * *Shapes* in the order of the files. *Errors* `input/invalid` with every fault of every file, each with line and column.
 */
export async function loadScenarios(files: readonly string[], vocabulary: Vocabulary): Promise<LoadedScenario[]> {
  const loader = new Loader(vocabulary);
  const loaded: LoadedScenario[] = [];
  for (const file of files) {
    const scenario = await loader.load(file);
    if (scenario) loaded.push(scenario);
  }
  if (loader.faults.length > 0) throw faultyFiles(loader.faults);
  return loaded;
}

/** A file that was read: what is in it, and how to say what is wrong with it. */
interface ReadFile {
  readonly document: TextDocument;
  readonly report: ReportScenarioFault;
}

/** The files of one call, each read once, and their faults. */
class Loader {
  readonly faults: ScenarioFault[] = [];
  readonly #vocabulary: Vocabulary;
  readonly #files = new Map<string, Promise<ReadFile | undefined>>();
  readonly #scenarios = new Map<string, Scenario | undefined>();

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  async load(file: string): Promise<LoadedScenario | undefined> {
    const read = await this.#read(file);
    const scenario = read && this.#scenarioIn(file, read);
    if (!scenario) return undefined;
    const { report } = read;
    const domain = this.#domainOf(scenario, report);
    if (!this.#engineIsKnown(scenario, report) || !domain) return undefined;
    const given = await this.#inputOf(file, scenario, [file]);
    if (!given) return undefined;
    const { reopen = [] } = scenario.options;
    const twins = (scenario.twins ?? []).flatMap((twin, index) => {
      const made = attempt(report, ['twins', index], () => twinOf(given.input, twin));
      if (!made) return [];
      return [{ label: labelOf(twin), input: made.input, reopen: twin.reopen ?? reopen, expect: twin.expect }];
    });
    const { name, why, expect } = scenario;
    const itself = { label: '', input: given.input, reopen, expect };
    return { file, name, why, domain, options: optionsOf(scenario), itself, twins };
  }

  #read(file: string): Promise<ReadFile | undefined> {
    const known = this.#files.get(file) ?? this.#readNew(file);
    this.#files.set(file, known);
    return known;
  }

  async #readNew(file: string): Promise<ReadFile | undefined> {
    const start = { file, pointer: '', line: 1, column: 1 };
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (thrown) {
      this.faults.push({ ...start, code: 'file-unreadable', message: messageOf(thrown) });
      return undefined;
    }
    const document = readDocument(text);
    if (!('faults' in document)) return { document, report: reporterOf(file, document, this.faults) };
    for (const fault of document.faults) this.faults.push({ ...start, code: 'syntax', ...fault });
    return undefined;
  }

  /** Reports what is wrong with a file once, whoever asks for it. */
  #scenarioIn(file: string, { document, report }: ReadFile): Scenario | undefined {
    if (!this.#scenarios.has(file)) this.#scenarios.set(file, scenarioIn(document, report));
    return this.#scenarios.get(file);
  }

  #domainOf({ model }: Scenario, report: ReportScenarioFault): DomainModel | undefined {
    const { domains } = this.#vocabulary;
    if (Object.hasOwn(domains, model)) return domains[model];
    report(['model'], 'unknown-model', `there is no model ${model}; there are ${Object.keys(domains).join(', ')}`);
    return undefined;
  }

  #engineIsKnown({ options: { engine } }: Scenario, report: ReportScenarioFault): boolean {
    const { engines } = this.#vocabulary;
    if (engine === undefined || engines.includes(engine)) return true;
    report(['options', 'engine'], 'unknown-engine', `there is no engine ${engine}; there are ${engines.join(', ')}`);
    return false;
  }

  /** The input of a scenario; `trail` are the files that lead here. */
  async #inputOf(file: string, scenario: Scenario, trail: readonly string[]): Promise<Made | undefined> {
    const { report } = (await this.#read(file))!;
    const { base, changes = [], generate, input, model } = scenario;
    if (input !== undefined) return { input };
    const generator = this.#vocabulary.domains[model]?.generator;
    const from =
      base !== undefined
        ? await this.#baseOf(join(dirname(file), base), trail, report)
        : generator && generated(report, generator, generate!);
    return from && applied(report, from.input, changes);
  }

  async #baseOf(file: string, trail: readonly string[], report: ReportScenarioFault): Promise<Made | undefined> {
    if (trail.includes(file)) {
      report(['base'], 'base-circular', `the base leads in a circle: ${[...trail, file].join(' -> ')}`);
      return undefined;
    }
    const read = await this.#read(file);
    if (!read) {
      report(['base'], 'base-missing', `the base ${file} cannot be read`);
      return undefined;
    }
    const { value } = read.document;
    if (typeof value !== 'object' || value === null || !('expect' in value)) return { input: value };
    const scenario = this.#scenarioIn(file, read);
    return scenario && this.#inputOf(file, scenario, [...trail, file]);
  }
}

/** Work that a scenario may take unless it says otherwise: more than any small problem needs. */
const DEFAULT_TICKS = 200_000;

function optionsOf({ options: { engine, seed = 1, ticks = DEFAULT_TICKS, timeLimit } }: Scenario): SolveOptions {
  return {
    seed,
    ticks,
    ...(engine === undefined ? {} : { engine: engine as NonNullable<SolveOptions['engine']> }),
    ...(timeLimit === undefined ? {} : { timeLimitMs: durationToMs(timeLimit) }),
  };
}
