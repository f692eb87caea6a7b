import type { z } from 'zod';
import type { inputSchema } from '../input.ts';

/** An input as it is written down, before defaults. */
export type InputDraft = z.input<typeof inputSchema>;

type Entry<K extends keyof InputDraft> = NonNullable<InputDraft[K]> extends (infer T)[] ? T : never;

export type EmployeeDraft = Entry<'employees'>;
export type EventDraft = Entry<'events'>;
export type PostedDraft = Entry<'posted'>;
export type PinDraft = Entry<'pins'>;
export type RotationDraft = Entry<'rotations'>;
export type ExceptionDraft = Entry<'rotationExceptions'>;
export type BlockDraft = Entry<'blocks'>;
export type AffinityDraft = Entry<'affinity'>;
export type PreferenceDraft = Entry<'preferences'>;

/** Who has a rotation's duty on a day. */
export interface Turn {
  readonly employee: string;
  readonly backup?: string | undefined;
}
