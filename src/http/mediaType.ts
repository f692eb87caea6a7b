import { DovetailError } from '../errors.ts';

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;
const CHARSET = /;\s*charset\s*=\s*"?([^\s";]+)/i;

export interface Declared {
  readonly type: string | undefined;
  readonly encoding: string | undefined;
}

/** *Errors* `request/media-type` for a body that is no JSON in UTF-8, or is compressed. */
export function requireJson({ type = '', encoding = 'identity' }: Declared): void {
  if (!JSON_TYPE.test(type)) throw mediaTypeError();
  const charset = CHARSET.exec(type)?.[1] ?? 'utf-8';
  if (!/^(utf-?8|us-ascii)$/i.test(charset)) {
    throw refused(`A body in ${charset} is not read.`, 'send it in UTF-8, as RFC 8259 wants it.');
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
