import { DovetailError } from '../errors.ts';
import type { EntryFormat } from '../exchange/readEntries.ts';
import { cut } from '../limits.ts';

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;
const CHARSET = /;\s*charset\s*=\s*"?([^\s";]+)/i;

export interface Declared {
  readonly type: string | undefined;
  readonly encoding: string | undefined;
}

/** *Errors* `request/media-type` for a body that is not JSON in UTF-8, or is compressed. */
export function requireJson({ type = '', encoding }: Declared): void {
  if (!JSON_TYPE.test(type)) throw mediaTypeError();
  requirePlainText({ type, encoding });
}

/** The format of entries that a body is declared as. *Errors* `request/media-type` likewise. */
export function requireEntries({ type = '', encoding }: Declared): EntryFormat {
  const found = FORMATS.find(([pattern]) => pattern.test(type));
  if (!found) {
    throw refused(
      `A body of the type ${cut(JSON.stringify(type))} is not imported.`,
      'declare it as application/json, application/x-ndjson or text/csv with the header "content-type".',
    );
  }
  requirePlainText({ type, encoding });
  return found[1];
}

const FORMATS: readonly (readonly [RegExp, EntryFormat])[] = [
  [/^application\/(?:x-)?ndjson\s*(?:;|$)/i, 'ndjson'],
  [/^text\/csv\s*(?:;|$)/i, 'csv'],
  [JSON_TYPE, 'json'],
];

function requirePlainText({ type = '', encoding = 'identity' }: Declared): void {
  const charset = CHARSET.exec(type)?.[1] ?? 'utf-8';
  if (!/^(utf-?8|us-ascii)$/i.test(charset)) {
    throw refused(`A body in ${charset} is not read.`, 'send it in UTF-8.');
  }
  if (!/^\s*(identity)?\s*$/i.test(encoding)) {
    throw refused(`A body with the content-encoding ${encoding} is not read.`, 'send it uncompressed.');
  }
}

export function mediaTypeError(): DovetailError {
  return refused(
    'The body has to be declared as application/json.',
    'add the header "content-type: application/json".',
  );
}

function refused(message: string, maybe: string): DovetailError {
  return new DovetailError('request/media-type', message, { maybe });
}
