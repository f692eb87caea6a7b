/** How much a rule binds: `hard` ones are kept, `soft` ones cost, `preference`s cost in a class of their own. */
export const HARDNESSES = ['hard', 'soft', 'preference'] as const;

export type Hardness = (typeof HARDNESSES)[number];
