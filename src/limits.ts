/**
 * Everything that a client can make long or many, and how long or many it may be. What an operator may choose is in
 * `config.ts`; {@link LIMIT_MEANINGS} says what each of these is, for the documentation.
 */
export const LIMITS = {
  bodyDepth: 64,
  bodyMembers: 1_000_000,
  envelopeBytes: 65_536,
  bodiesOfProcess: 3,
  bodiesOfTenant: 2,
  inputEntries: 100_000,
  importEntries: 500_000,
  name: 16_384,
  names: 1000,
  smallList: 1000,
  faults: 100,
  faultsCounted: 10_000,
  text: 80,
  faultMessage: 600,
  message: 20_000,
  pointer: 1000,
  checkSeconds: 10,
  questionSeconds: 30,
  questionsWaiting: 200,
  questionsOfTenant: 20,
  pageOfRuns: 200,
  tags: 16,
  changes: 1000,
  entryName: 512,
  changesBytes: 1_048_576,
  reason: 1000,
  outcomes: 1000,
  waitSeconds: 60,
  headerSeconds: 10,
  bodySeconds: 120,
  wrongKeysAtOnce: 100,
  wrongKeysPerSecond: 20,
  streamKeySeconds: 4,
  solversOfRun: 3,
  takeovers: 5,
  webhooks: 20,
  sinkLists: 20,
  webhookUrl: 2000,
  deliverySeconds: 10,
  deliveryHours: 24,
  deliveriesShown: 100,
  deliveriesDays: 7,
} as const;

export const LIMIT_MEANINGS: Readonly<Record<keyof typeof LIMITS, string>> = {
  bodyDepth: 'levels of a body',
  bodyMembers: 'entries of one list or object of a body',
  envelopeBytes: 'bytes of a body beside `input` or `model`',
  bodiesOfProcess: 'largest bodies that one process holds at once; then 503 with `Retry-After`',
  bodiesOfTenant: 'largest bodies of one tenant among them',
  inputEntries: 'entries of one list of an input',
  importEntries: 'entries of a list in one import; those on the days of the plan are an input',
  name: 'characters of a name in an input',
  names: 'known names that are compared with one that is not known',
  smallList: 'entries of a list of an input that is short by nature, such as rules or the skills of one person',
  faults:
    'faults of one answer, and warnings of one; `errorsOmitted` and `warningsOmitted` say how many more there are',
  faultsCounted: 'faults of a raw constraint model after which its reading ends; what comes after them is not counted',
  text: 'characters of a value or name that a message repeats; then its length is said',
  faultMessage: 'characters of the message of one fault',
  message: 'characters of a whole message',
  pointer: 'characters of a pointer; a longer one ends at a part that contains the place',
  checkSeconds: 'seconds of computing time that checking an input may take, and four times as long by the clock',
  questionSeconds: 'seconds of work that a question about a result may take, likewise',
  questionsWaiting: 'checks and questions that wait in one process; then 503 with `Retry-After`',
  questionsOfTenant: 'checks and questions of one tenant among them',
  pageOfRuns: 'runs, plans, or entries or issues of a plan of one page',
  tags: 'tags of a run',
  changes: 'changes of a plan in one request',
  entryName: 'characters of the name of an entry of a plan',
  changesBytes: 'bytes of these changes; a plan may be put anew or imported instead',
  reason: 'characters of the reason for a change of a plan',
  outcomes: 'outcomes of work in one request',
  waitSeconds: 'seconds that `Prefer: wait` holds back an answer',
  headerSeconds: 'seconds until the headers of a request are there',
  bodySeconds: 'seconds until a whole request is there',
  wrongKeysAtOnce: 'wrong keys of one address at once',
  wrongKeysPerSecond: 'wrong keys of one address a second, over time',
  streamKeySeconds: 'seconds until an open stream notices that its key was revoked',
  solversOfRun: 'solvers that a worker tries for a run whose solver is killed from outside',
  takeovers: 'workers that may die of one run before it fails',
  webhooks: 'webhooks of one tenant',
  sinkLists: 'lists whose rows the sink of a plan is sent',
  webhookUrl: 'characters of the address of a webhook or sink',
  deliverySeconds: 'seconds until an address has to have answered',
  deliveryHours: 'hours after an event until it is given up to tell webhooks of it',
  deliveriesShown: 'deliveries of one webhook that can be read',
  deliveriesDays: 'days after which deliveries that are over are deleted',
};

/** A text of others as a message repeats it: cut, with its length, where it is long. */
export function cut(text: string, most: number = LIMITS.text): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most).toWellFormed()}... (${text.length} characters)`;
}

/** A JSON pointer (RFC 6901); one to something with a very long name ends at what contains it. */
export function pointerOf(path: readonly PropertyKey[]): string {
  let pointer = '';
  for (const part of path) {
    const name = String(part);
    if (name.length + pointer.length > LIMITS.pointer) break;
    pointer += `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  }
  return pointer;
}
