import type { ProfileName } from './names.ts';
import { plain } from './plain.ts';
import type { Profile } from './profile.ts';
import { retail } from './retail.ts';

/** Every profile, by the name that an input gives. */
export const PROFILES = { plain, retail } as const satisfies Record<ProfileName, Profile>;
