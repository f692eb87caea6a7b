import { z } from 'zod';

/** A limit that counts something. */
export const count = z.int().min(0).max(1_000_000);

/** A length of time in minutes. */
export const minutes = z.int().min(1).max(10_080);

export const time = z.iso.time({ precision: -1 });

/** The ids of students, two at least. */
export const students = z.array(z.string().min(1)).min(2).describe('the ids of students');
