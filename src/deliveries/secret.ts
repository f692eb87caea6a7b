import { randomBytes } from 'node:crypto';
import { DovetailError } from '../errors.ts';

const SECRET_BYTES = { least: 24, made: 32, most: 64 } as const;

/** What signatures are made with. */
export function madeSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES.made).toString('base64')}`;
}

/** *Errors* `input/invalid`; the value itself is repeated nowhere. */
export function requireSecret(secret: string): void {
  const { least, most } = SECRET_BYTES;
  const bytes = Buffer.from(secret.replace(/^whsec_/, ''), 'base64').length;
  if (/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(secret) && bytes >= least && bytes <= most) return;
  const message = `The secret has to be whsec_ and base64 of ${least} to ${most} bytes.`;
  throw new DovetailError('input/invalid', message, {
    maybe: 'leave it out; then one is made.',
    faults: [{ pointer: '/secret', code: 'input/invalid', message }],
  });
}
