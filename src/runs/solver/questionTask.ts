import { now } from '../../engines/engine.ts';
import { parseJson } from '../../language/jsonText.ts';
import { inputAsked } from '../../solve/asked.ts';
import { answerTo, type Question, requireQuestion } from '../../solve/questions/question.ts';
import type { Given, RunQuestion } from '../run.ts';
import { type Domains, domainOf } from './problem.ts';
import { machineMs, type Sent, type SolveAnswer, type SolveTask } from './protocol.ts';
import type { SolveContext } from './solveTask.ts';

/** Answers a question about an input, and tells each thing that is known as soon as it is. *Errors* as `answerTo`. */
export async function questionTask(
  { model, input, options, timeLimitMs, from, sentAtMs }: SolveTask & Sent,
  question: RunQuestion,
  { domains, signal, report }: SolveContext,
): Promise<SolveAnswer> {
  const began = now();
  const waited = machineMs() - sentAtMs;
  const domain = domainOf(domains, model);
  const value = inputAsked(domain, parseJson(input), options);
  const parsed = now();
  const { seed, engine } = options;
  const answer = await answerTo(domain, value, question, {
    seed,
    engine,
    signal,
    timeLimitMs: Math.max(1, timeLimitMs - waited - (parsed - began)),
    solution: from === undefined ? undefined : JSON.parse(from),
    onFinding: ({ text, ...facts }) => report({ kind: 'log', message: text, data: facts }),
  });
  const ended = now();
  const isLate = waited + ended - began >= timeLimitMs;
  return {
    outcome: undefined,
    stopped: signal.aborted ? 'cancelled' : isLate ? 'time-limit' : 'finished',
    bound: undefined,
    engine: undefined,
    ticks: undefined,
    repeatTicks: undefined,
    size: undefined,
    timings: { parse: parsed - began, build: 0, solve: ended - parsed, review: 0 },
    ledger: undefined,
    result: JSON.stringify(answer),
    conflict: undefined,
    refused: [],
  };
}

/** Refuses a question about something that the input does not have. *Errors* `input/...`. */
export function checkQuestion(
  domains: Domains,
  { question, solution, ...given }: Given & { readonly question: Question; readonly solution: string | undefined },
): void {
  const domain = domainOf(domains, given.model);
  const value = inputAsked(domain, parseJson(given.input), given);
  requireQuestion(domain, value, question, solution === undefined ? undefined : JSON.parse(solution));
}
