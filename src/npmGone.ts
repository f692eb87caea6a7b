import { readFileSync } from 'node:fs';

const LOOK_EVERY_MS = 500;

/**
 * Resolves when the npm is gone that began this process. npm hands on what is typed, but not what ends it alone, which would
 * leave a service behind that nobody sees. Never resolves without an npm: a service may outlive a shell.
 */
export function npmGone(signal: AbortSignal): Promise<void> {
  if (process.env.npm_lifecycle_event === undefined) return new Promise(() => undefined);
  const begun = parents();
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (parents() !== begun) resolve();
    }, LOOK_EVERY_MS);
    timer.unref();
    signal.addEventListener('abort', () => clearInterval(timer));
  });
}

/** The process above this one, and the one above that where the system tells: npm may have a shell between them. */
function parents(): string {
  const { ppid } = process;
  if (process.platform !== 'linux') return String(ppid);
  try {
    // The parent is the second field after the name, which may hold anything.
    const [, above] = readFileSync(`/proc/${ppid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    return `${ppid} ${above}`;
  } catch {
    return String(ppid);
  }
}
