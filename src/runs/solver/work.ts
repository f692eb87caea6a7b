import { readFileSync } from 'node:fs';

/** Linux counts the time of processes in hundredths of a second. */
const MS_PER_TICK = 10;

/**
 * The time of processors that a process has used so far, in milliseconds; undefined where the system does not tell, as
 * anywhere but on Linux. On a machine that is busy it grows more slowly than the clock.
 *
 * See proc_pid_stat(5): fields 14 and 15; the name in field 2 may have anything in it but ends at the last bracket.
 */
export function workOf(pid: number | undefined): number | undefined {
  if (pid === undefined || process.platform !== 'linux') return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
  } catch {
    return undefined;
  }
}
