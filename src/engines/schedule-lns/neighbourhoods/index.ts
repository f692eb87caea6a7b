import { critical } from './critical.ts';
import { job } from './job.ts';
import { machine } from './machine.ts';
import { scattered } from './scattered.ts';
import type { Neighbourhood } from './view.ts';
import { timeWindow } from './window.ts';

/** Ways to pick the tasks that are freed together. */
export const NEIGHBOURHOODS = { timeWindow, machine, job, critical, scattered } satisfies Record<string, Neighbourhood>;

export type NeighbourhoodName = keyof typeof NEIGHBOURHOODS;
export const NEIGHBOURHOOD_NAMES = Object.keys(NEIGHBOURHOODS) as NeighbourhoodName[];
