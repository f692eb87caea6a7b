const waiting: (() => void)[] = [];

/**
 * Waits for a turn of the event loop that nobody else who asks for one has: so steps that each take some milliseconds,
 * of however many requests at once, never follow each other without everybody else being answered in between.
 */
export function ownTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(next);
  });
}

/** What is scheduled meanwhile comes in the next turn. */
function next(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(next);
}
