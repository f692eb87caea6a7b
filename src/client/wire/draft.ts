import type { Issue } from '../../solve/issue.ts';
import type { Placement } from '../../solve/placement.ts';
import type { NotPlaced } from '../../solve/result.ts';
import type { PlanWritten } from './plan.ts';

interface Breach {
  readonly rule: string;
  readonly amount?: number;
  readonly texts: readonly string[];
}

export interface DraftItem {
  readonly item: string;
  readonly label: string;
  readonly kind: 'new' | 'moved' | 'unchanged' | 'dropped';
  readonly state: 'proposed' | 'edited' | 'accepted' | 'rejected' | 'superseded';
  readonly from?: Omit<Placement, 'item'>;
  readonly to?: Omit<Placement, 'item'>;
  /** Where people have put it instead, and what that breaks. */
  readonly edit?: {
    readonly to: Omit<Placement, 'item'>;
    readonly critical: readonly Breach[];
    readonly warnings: readonly Breach[];
    readonly info: readonly Breach[];
    readonly change: number;
  };
}

/** What a run proposes for its plan. */
export interface Draft {
  /** Another when something of the draft has changed. */
  readonly mark: string;
  readonly run: string;
  readonly plan: { readonly id: string; readonly version: number };
  readonly items: readonly DraftItem[];
  readonly unplaced: readonly NotPlaced[];
}

/** What a plan as it is now says of everything that is open in a draft. */
export interface DraftVerification {
  readonly run: string;
  readonly plan: { readonly id: string; readonly version: number };
  /** Whether no hard rule is broken and everything is where the run found it. */
  readonly isLegal: boolean;
  readonly issues: readonly Issue[];
  /** Items for which a rule or preference costs something. */
  readonly items: readonly (Placement & { readonly warnings: readonly Breach[]; readonly info: readonly Breach[] })[];
  /** Items that have been moved or taken away in the plan since the run. */
  readonly gone: readonly { readonly item: string; readonly reasons: readonly string[] }[];
  readonly penalty: number;
  readonly penalties: Readonly<Record<string, number>>;
}

export interface Accepted extends PlanWritten {
  readonly accepted: readonly string[];
  readonly refused: readonly { readonly item: string; readonly reasons: readonly string[] }[];
}
