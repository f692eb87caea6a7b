/** Inputs and solutions of the domain models; `npm run generate` writes them from their schemas. */

export interface ProductionInput {
  name?: string;
  profile?: 'workshop' | 'origin' | 'shop';
  horizon: {
    from: string;
    to: string;
  };
  /**
   * IANA name of the zone that all times are in.
   */
  timeZone?: string;
  calendars?: {
    id: string;
    /**
     * A shift whose end is not after its start ends on the next day.
     */
    shifts: {
      day:
        | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')
        | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')[];
      from: string;
      to: string;
    }[];
    /**
     * Days on which no shift begins.
     */
    holidays?: string[];
  }[];
  resources?: {
    id: string;
    name?: string;
    kind: 'machine' | 'operator';
    /**
     * The id of a calendar; there at all times when left out.
     */
    calendar?: string;
    /**
     * Open or close a stretch of time, whatever the calendar says, such as a repair.
     */
    exceptions?: {
      from: string;
      to: string;
      /**
       * Whether it is open then; closed when left out.
       */
      open?: boolean;
      reason?: string;
    }[];
    /**
     * Of a machine: what it can do, and how fast.
     */
    capabilities?: {
      /**
       * The kind of an operation, or the article of an order.
       */
      does: string;
      /**
       * Only this phase; all of them when left out.
       */
      phase?: 'setup' | 'core' | 'cleanup';
      /**
       * 2 takes half the minutes, 0.5 twice as many.
       */
      speed?: number;
    }[];
    /**
     * Of an operator.
     */
    skills?: string[];
    /**
     * Of an operator: how much of a person there is for all machines together.
     */
    effort?: number;
    /**
     * What an hour of work costs, for the rule `cost`.
     */
    costPerHour?: number;
    /**
     * A word for people; no rule looks at it.
     */
    group?: string;
  }[];
  orders?: {
    id: string;
    name?: string;
    article?: string;
    /**
     * What times to change over go by; the article when left out.
     */
    family?: string;
    /**
     * Pieces.
     */
    quantity?: number;
    /**
     * No operation begins before.
     */
    release?: string;
    /**
     * A wish: each minute of delay costs, by the rule `tardiness` and the priority.
     */
    due?: string;
    priority?: 'low' | 'medium' | 'high' | 'urgent';
    operations: {
      id: string;
      /**
       * What capabilities of machines call it; its id when left out.
       */
      kind?: string;
      /**
       * Operations of the same order that have to be over, with the least and the most minutes in between.
       */
      after?: {
        operation: string;
        min?: number;
        max?: number;
      }[];
      setup?: {
        /**
         * Of the core: for each piece. Of setup and cleanup: for each batch, however many pieces it has.
         */
        minutes: number;
        /**
         * Nobody is needed when left out.
         */
        operators?: {
          /**
           * How many people at once.
           */
          count?: number;
          /**
           * The part of each person that it takes.
           */
          effort?: number;
          /**
           * What each of them needs to have.
           */
          skills?: string[];
        };
      };
      core: {
        /**
         * Of the core: for each piece. Of setup and cleanup: for each batch, however many pieces it has.
         */
        minutes: number;
        /**
         * Nobody is needed when left out.
         */
        operators?: {
          /**
           * How many people at once.
           */
          count?: number;
          /**
           * The part of each person that it takes.
           */
          effort?: number;
          /**
           * What each of them needs to have.
           */
          skills?: string[];
        };
      };
      cleanup?: {
        /**
         * Of the core: for each piece. Of setup and cleanup: for each batch, however many pieces it has.
         */
        minutes: number;
        /**
         * Nobody is needed when left out.
         */
        operators?: {
          /**
           * How many people at once.
           */
          count?: number;
          /**
           * The part of each person that it takes.
           */
          effort?: number;
          /**
           * What each of them needs to have.
           */
          skills?: string[];
        };
      };
      /**
       * The only machines that may do it, with the minutes of the core of a piece there.
       */
      machines?: {
        machine: string;
        minutes?: number;
      }[];
      /**
       * Whether work pauses where a shift ends and goes on in the next one.
       */
      interruptible?: boolean;
      /**
       * Minutes between two phases.
       */
      idle?: {
        min?: number;
        max?: number;
      };
      /**
       * Lets it be done in several batches, which may run in parallel.
       */
      split?: {
        /**
         * How many batches at most.
         */
        most: number;
        /**
         * How many pieces a batch has at least.
         */
        smallest?: number;
      };
      /**
       * Material that has to be there when it begins.
       */
      consumes?: {
        material: string;
        quantity: number;
      }[];
      /**
       * Material that is there when it is over.
       */
      produces?: {
        material: string;
        quantity: number;
      }[];
    }[];
  }[];
  /**
   * Minutes to change over between two families, on a machine, or on every machine.
   */
  setups?: {
    machine?: string;
    from: string;
    to: string;
    minutes: number;
  }[];
  materials?: {
    id: string;
    stock?: number;
    deliveries?: {
      at: string;
      quantity: number;
    }[];
  }[];
  posted?: {
    order: string;
    operation: string;
    machine: string;
    start: string;
    operators?: string[];
    progress?: number;
    movable?: boolean;
    batches?: {
      machine: string;
      quantity: number;
      phases: {
        from: string;
        to: string;
        operators?: string[];
      }[];
    }[];
  }[];
  pins?: {
    order: string;
    operation: string;
    machine: string;
    start: string;
    operators?: string[];
  }[];
  previous?: {
    operations?: {
      order: string;
      operation: string;
      batches: {
        machine: string;
        quantity: number;
        phases: {
          from: string;
          to: string;
          operators?: string[];
        }[];
      }[];
    }[];
    sequence?: {
      order: string;
      operation: string;
    }[];
  };
  frozenUntil?: string;
  rules?: {
    id: string;
    template?: string;
    enabled?: boolean;
    hardness?: 'hard' | 'soft' | 'preference';
    weight?: number;
    parameters?: {
      [k: string]: unknown;
    };
  }[];
  preferences?: {
    rule?: string;
    keyword?: string;
    multiplier?: number;
    direction?: 'minimise' | 'decrease' | 'reset' | 'increase' | 'boost' | 'maximise';
    setBy?: string;
    setAt?: string;
  }[];
}

export interface ProductionSolution {
  operations?: {
    order: string;
    operation: string;
    batches: {
      machine: string;
      quantity: number;
      phases: {
        from: string;
        to: string;
        operators?: string[];
      }[];
    }[];
  }[];
  sequence?: {
    order: string;
    operation: string;
  }[];
}

export interface SessionsInput {
  name?: string;
  profile?: 'plain' | 'school';
  strategy?: 'balanced' | 'grade-grouped' | 'teacher-grouped' | 'morning-first';
  grid?: {
    days?: ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')[];
    startsEvery?: number;
    from?: string;
    to?: string;
  };
  sites?: {
    id: string;
    name?: string;
  }[];
  providers?: {
    id: string;
    name?: string;
    role?: string;
    work?: {
      site: string;
      day:
        | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')
        | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')[];
      from: string;
      to: string;
    }[];
    capacity?: number;
  }[];
  students?: {
    id: string;
    name?: string;
    grade?: string;
    teacher?: string;
    site: string;
    sessions: number;
    minutes: number;
    providers: string[];
    priority?: 'low' | 'normal' | 'high' | 'critical';
    avoid?: {
      day:
        | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')
        | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')[];
      from: string;
      to: string;
    }[];
    prefer?: {
      day:
        | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')
        | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')[];
      from: string;
      to: string;
    }[];
  }[];
  bells?: {
    site: string;
    grades: string[];
    day:
      | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')
      | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')[];
    from: string;
    to: string;
    name?: string;
  }[];
  activities?: {
    site: string;
    teacher: string;
    day:
      | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')
      | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')[];
    from: string;
    to: string;
    name?: string;
  }[];
  hours?: {
    site: string;
    grade: string;
    day:
      | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')
      | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')[];
    from: string;
    to: string;
  }[];
  blocked?: {
    provider?: string;
    site?: string;
    student?: string;
    grade?: string;
    teacher?: string;
    day:
      | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')
      | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')[];
    from: string;
    to: string;
    reason?: string;
  }[];
  posted?: {
    student: string;
    provider: string;
    day: 'sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday';
    start: string;
    minutes?: number;
    deliveredBy?: string;
    movable?: boolean;
  }[];
  pins?: {
    student: string;
    provider: string;
    day: 'sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday';
    start: string;
  }[];
  previous?: {
    sessions: {
      student: string;
      provider: string;
      day: 'sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday';
      start: string;
    }[];
  };
  frozenDays?: ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')[];
  rules?: {
    id: string;
    template?: string;
    enabled?: boolean;
    hardness?: 'hard' | 'soft' | 'preference';
    weight?: number;
    parameters?: {
      [k: string]: unknown;
    };
  }[];
  preferences?: {
    rule?: string;
    keyword?: string;
    multiplier?: number;
    direction?: 'minimise' | 'decrease' | 'reset' | 'increase' | 'boost' | 'maximise';
    setBy?: string;
    setAt?: string;
  }[];
  limits?: {
    maxPlaces?: number;
  };
}

export interface SessionsSolution {
  sessions: {
    student: string;
    provider: string;
    day: 'sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday';
    start: string;
  }[];
}

export interface StaffingInput {
  name?: string;
  profile?: 'plain' | 'retail';
  timeZone?: string;
  weekStartsOn?: 'sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday';
  today?: string;
  emergency?: boolean;
  horizon?: {
    from: string;
    to: string;
  };
  types?: {
    [k: string]: {
      minutes?: number;
      blocks?: boolean;
      time?: string;
    };
  };
  roles?: string[];
  rotationKinds?: string[];
  blocks?: {
    number: number;
    arrive: string;
    onFloor: string;
    lunch: string;
    offFloor: string;
    depart: string;
  }[];
  employees?: {
    id: string;
    name?: string;
    role: string;
    skills?: string[];
    active?: boolean;
    terminationDate?: string;
    weekly?: {
      [k: string]: boolean;
    };
    overrides?: {
      from: string;
      to: string;
      days: {
        [k: string]: boolean | null;
      };
    }[];
    timeOff?: {
      from: string;
      to: string;
    }[];
    caps?: {
      [k: string]: number;
    };
  }[];
  timeOff?: {
    employee: string;
    from: string;
    to: string;
  }[];
  overrides?: {
    employee: string;
    from: string;
    to: string;
    days: {
      [k: string]: boolean | null;
    };
  }[];
  events?: {
    id: string;
    reference?: string;
    name?: string;
    type: string;
    start: string;
    due: string;
    minutes?: number;
    product?: string;
    pairing?: string;
    priority?: 'low' | 'normal' | 'high' | 'critical';
    active?: boolean;
    autoSchedule?: boolean;
    posted?: {
      employee: string;
      day: string;
      block?: number;
      externalId?: string;
      movable?: boolean;
    };
  }[];
  posted?: {
    event: string;
    employee: string;
    day: string;
    block?: number;
    minutes?: number;
    type?: string;
    product?: string;
    pairing?: string;
    externalId?: string;
    movable?: boolean;
  }[];
  pins?: {
    event: string;
    employee: string;
    day: string;
    block?: number;
  }[];
  rotations?: {
    weekday: 'sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday';
    kind: string;
    employee: string;
    backup?: string;
  }[];
  rotationExceptions?: {
    date: string;
    kind: string;
    employee: string;
    backup?: string;
  }[];
  holidays?: string[];
  lockedDays?: string[];
  previous?: {
    assignments: {
      event: string;
      employee: string;
      day: string;
      block?: number;
    }[];
  };
  frozenDays?: string[];
  rules?: {
    id: string;
    template?: string;
    enabled?: boolean;
    hardness?: 'hard' | 'soft' | 'preference';
    weight?: number;
    parameters?: {
      [k: string]: unknown;
    };
  }[];
  preferences?: {
    rule?: string;
    keyword?: string;
    multiplier?: number;
    direction?: 'minimise' | 'decrease' | 'reset' | 'increase' | 'boost' | 'maximise';
    setBy?: string;
    setAt?: string;
  }[];
  affinity?: {
    event: string;
    employee: string;
    score: number;
  }[];
  limits?: {
    maxCells?: number;
  };
}

export interface StaffingSolution {
  assignments: {
    event: string;
    employee: string;
    day: string;
    block?: number;
  }[];
}

/** By the name of the model. */
export interface Models {
  readonly production: { readonly input: ProductionInput; readonly solution: ProductionSolution };
  readonly sessions: { readonly input: SessionsInput; readonly solution: SessionsSolution };
  readonly staffing: { readonly input: StaffingInput; readonly solution: StaffingSolution };
}
