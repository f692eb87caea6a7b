import { hash } from 'node:crypto';
import { LIMITS } from '../limits.ts';
import type { Keys } from '../runs/keys.ts';

const AGAIN_MS = LIMITS.streamKeySeconds * 1000;
/** Keys that are remembered before those are forgotten that nobody has asked for lately. */
const MANY = 1000;

/**
 * Says whether keys that were good still are: looked up now and then, once for however many streams ask. While the
 * database is away they count as good; when one expires, its stream knows by itself.
 */
export function watchKeys(keys: Pick<Keys, 'authenticate'>, now = () => performance.now()) {
  const asked = new Map<string, { readonly at: number; readonly isGood: Promise<boolean> }>();
  return (text: string): Promise<boolean> => {
    const digest = hash('sha256', text);
    const known = asked.get(digest);
    if (known && now() - known.at < AGAIN_MS) return known.isGood;
    const isGood = keys.authenticate(text).then(Boolean, () => true);
    asked.set(digest, { at: now(), isGood });
    if (asked.size > MANY) {
      for (const [name, { at }] of asked) if (now() - at >= AGAIN_MS) asked.delete(name);
    }
    return isGood;
  };
}
