/** Inputs and solutions of the domain models; `npm run generate` writes them from their schemas. */

export interface ProductionInput {
  /**
   * The title of pages and pictures.
   */
  name?: string;
  /**
   * The rules to begin with.
   */
  profile?: 'workshop' | 'origin' | 'shop';
  /**
   * The days of the schedule, both ends inclusive.
   */
  horizon: {
    from: string;
    to: string;
  };
  /**
   * IANA name of the zone that all times are in.
   */
  timeZone?: string;
  /**
   * When resources are there, by shifts.
   */
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
  /**
   * Machines and operators.
   */
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
  /**
   * What is to be produced, each with its operations.
   */
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
  /**
   * What operations consume and produce: a stock, and what is delivered.
   */
  materials?: {
    id: string;
    stock?: number;
    deliveries?: {
      at: string;
      quantity: number;
    }[];
  }[];
  /**
   * Operations that are running, or agreed upon; they stay unless they are movable.
   */
  posted?: {
    order: string;
    operation: string;
    machine: string;
    start: string;
    operators?: string[];
    /**
     * The part of the core that is done when the horizon begins.
     */
    progress?: number;
    /**
     * Whether a run may place it anew; what has begun before the horizon, or is frozen, stays.
     */
    movable?: boolean;
    /**
     * All of it, as a solution says it; counts instead of the rest.
     */
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
  /**
   * Places that the run has to give.
   */
  pins?: {
    order: string;
    operation: string;
    machine: string;
    start: string;
    operators?: string[];
  }[];
  /**
   * The earlier schedule: what changes are counted from, and what stays where it begins before `frozenUntil`.
   */
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
  /**
   * Before this time the earlier schedule stays as it is.
   */
  frozenUntil?: string;
  /**
   * Rules of your own, and what is otherwise in those of the profile; "dovetail rules production" lists the templates.
   */
  rules?: (
    | {
        /**
         * Of a rule of the profile, or of a new one.
         */
        id: string;
        template?: undefined;
        /**
         * Whether it counts.
         */
        enabled?: boolean;
        /**
         * How much it binds, where its template leaves a choice.
         */
        hardness?: 'hard' | 'soft' | 'preference';
        /**
         * The points that a break of it costs, where it is not hard.
         */
        weight?: number;
        /**
         * Those of the template; of a rule of the profile, those that are otherwise.
         */
        parameters?: {
          [k: string]: unknown;
        };
      }
    | {
        id: string;
        template: 'structure';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'calendars';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters?: {
          /**
           * whether operators stay with interruptible work while it pauses
           */
          holdsOperators?: boolean;
        };
      }
    | {
        id: string;
        template: 'idle-bounds';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'window';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'precedence';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'machines';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'operators';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'materials';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'frozen';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'complete';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'change-budget';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters: {
          /**
           * operations that may be elsewhere, or at another time, than they were
           */
          assignments: number;
        };
      }
    | {
        id: string;
        template: 'place';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: {
          /**
           * whether an operation of an urgent order counts more
           */
          byPriority?: boolean;
        };
      }
    | {
        id: string;
        template: 'tardiness';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'earliness';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'flow-time';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'makespan';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'idle';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'setup';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'cost';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'balance';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'keep';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: Record<string, never>;
      }
  )[];
  /**
   * How much soft rules matter, in plain words.
   */
  preferences?: {
    /**
     * The id of a soft rule.
     */
    rule?: string;
    /**
     * A plain word instead of a rule, such as fairness.
     */
    keyword?: string;
    /**
     * What the weight of the rule is multiplied by.
     */
    multiplier?: number;
    /**
     * A plain word instead of a multiplier.
     */
    direction?: 'minimise' | 'decrease' | 'reset' | 'increase' | 'boost' | 'maximise';
    /**
     * Who said so.
     */
    setBy?: string;
    /**
     * Of two for one rule, the later counts.
     */
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
  /**
   * The title of pages and pictures.
   */
  name?: string;
  /**
   * Rules to begin with: those of a school, or what every appointment book needs.
   */
  profile?: 'plain' | 'school';
  /**
   * Which of the soft rules matter most.
   */
  strategy?: 'balanced' | 'grade-grouped' | 'teacher-grouped' | 'morning-first';
  /**
   * The days, and the times at which sessions may begin.
   */
  grid?: {
    /**
     * The days on which there are sessions.
     */
    days?: ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')[];
    /**
     * Sessions of a run begin every this many minutes, counted from `from`.
     */
    startsEvery?: number;
    /**
     * When the first session of a day may begin.
     */
    from?: string;
    /**
     * When the last one has to be over.
     */
    to?: string;
  };
  sites?: {
    id: string;
    name?: string;
  }[];
  /**
   * Who holds sessions.
   */
  providers?: {
    id: string;
    name?: string;
    /**
     * A word for people; no rule looks at it.
     */
    role?: string;
    /**
     * Where and when; needed by whoever serves several sites. At all times of the grid when left out.
     */
    work?: {
      site: string;
      day:
        | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')
        | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')[];
      from: string;
      to: string;
    }[];
    /**
     * Sessions at once, where that is less than the rule allows.
     */
    capacity?: number;
  }[];
  /**
   * Who is to have sessions.
   */
  students?: {
    id: string;
    name?: string;
    /**
     * What `bells` and `hours` go by.
     */
    grade?: string;
    /**
     * What `activities` go by.
     */
    teacher?: string;
    /**
     * Where all sessions of the student are.
     */
    site: string;
    /**
     * How many a week.
     */
    sessions: number;
    /**
     * Of each session.
     */
    minutes: number;
    /**
     * Who may hold the sessions.
     */
    providers: string[];
    /**
     * How much worse it is to leave a session out.
     */
    priority?: 'low' | 'normal' | 'high' | 'critical';
    /**
     * A wish: no session at these times.
     */
    avoid?: {
      day:
        | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')
        | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')[];
      from: string;
      to: string;
    }[];
    /**
     * A wish: sessions within these times.
     */
    prefer?: {
      day:
        | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')
        | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')[];
      from: string;
      to: string;
    }[];
  }[];
  /**
   * Times at which some grades of a site have no sessions, such as a recess.
   */
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
  /**
   * Times at which the students of a teacher have no sessions.
   */
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
  /**
   * A grade that has some is there at these times only; others always.
   */
  hours?: {
    site: string;
    grade: string;
    day:
      | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')
      | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')[];
    from: string;
    to: string;
  }[];
  /**
   * Times without sessions, of exactly one of provider, site, student, grade and teacher.
   */
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
  /**
   * Sessions that are published: they count in every rule, and stay unless they are movable.
   */
  posted?: {
    student: string;
    provider: string;
    day: 'sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday';
    start: string;
    /**
     * Those of the student when left out.
     */
    minutes?: number;
    /**
     * Who is really there, if not the provider.
     */
    deliveredBy?: string;
    /**
     * Whether a run may place it anew, with a moving that costs.
     */
    movable?: boolean;
  }[];
  /**
   * Places that the run has to give.
   */
  pins?: {
    student: string;
    provider: string;
    day: 'sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday';
    start: string;
  }[];
  /**
   * The earlier schedule: what changes are counted from, and what stays on frozen days.
   */
  previous?: {
    sessions: {
      student: string;
      provider: string;
      day: 'sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday';
      start: string;
    }[];
  };
  /**
   * Days on which the earlier schedule stays as it is.
   */
  frozenDays?: ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')[];
  /**
   * Rules of your own, and what is otherwise in those of the profile; "dovetail rules sessions" lists the templates.
   */
  rules?: (
    | {
        /**
         * Of a rule of the profile, or of a new one.
         */
        id: string;
        template?: undefined;
        /**
         * Whether it counts.
         */
        enabled?: boolean;
        /**
         * How much it binds, where its template leaves a choice.
         */
        hardness?: 'hard' | 'soft' | 'preference';
        /**
         * The points that a break of it costs, where it is not hard.
         */
        weight?: number;
        /**
         * Those of the template; of a rule of the profile, those that are otherwise.
         */
        parameters?: {
          [k: string]: unknown;
        };
      }
    | {
        id: string;
        template: 'structure';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'works';
        enabled?: boolean;
        hardness?: 'hard' | 'soft' | 'preference';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'hours';
        enabled?: boolean;
        hardness?: 'hard' | 'soft' | 'preference';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'bells';
        enabled?: boolean;
        hardness?: 'hard' | 'soft' | 'preference';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'activities';
        enabled?: boolean;
        hardness?: 'hard' | 'soft' | 'preference';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'blocked';
        enabled?: boolean;
        hardness?: 'hard' | 'soft' | 'preference';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'frozen-days';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'no-overlap';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'max-per-day';
        enabled?: boolean;
        hardness?: 'hard' | 'soft' | 'preference';
        weight?: number;
        parameters: {
          /**
           * sessions of one student a day
           */
          max: number;
        };
      }
    | {
        id: string;
        template: 'max-consecutive';
        enabled?: boolean;
        hardness?: 'hard' | 'soft' | 'preference';
        weight?: number;
        parameters: {
          /**
           * minutes of sessions without a break
           */
          minutes: number;
        };
      }
    | {
        id: string;
        template: 'min-break';
        enabled?: boolean;
        hardness?: 'hard' | 'soft' | 'preference';
        weight?: number;
        parameters: {
          /**
           * minutes of a break, where there is one
           */
          minutes: number;
        };
      }
    | {
        id: string;
        template: 'min-days-between';
        enabled?: boolean;
        hardness?: 'hard' | 'soft' | 'preference';
        weight?: number;
        parameters: {
          /**
           * free days between two days with sessions of one student
           */
          days: number;
        };
      }
    | {
        id: string;
        template: 'capacity';
        enabled?: boolean;
        hardness?: 'hard' | 'soft' | 'preference';
        weight?: number;
        parameters: {
          /**
           * sessions at once with one provider
           */
          max: number;
        };
      }
    | {
        id: string;
        template: 'same-group';
        enabled?: boolean;
        hardness?: 'hard' | 'soft' | 'preference';
        weight?: number;
        parameters: {
          /**
           * the ids of students
           *
           * @minItems 2
           */
          students: string[];
        };
      }
    | {
        id: string;
        template: 'apart';
        enabled?: boolean;
        hardness?: 'hard' | 'soft' | 'preference';
        weight?: number;
        parameters: {
          /**
           * the ids of students
           *
           * @minItems 2
           */
          students: string[];
        };
      }
    | {
        id: string;
        template: 'lunch';
        enabled?: boolean;
        hardness?: 'hard' | 'soft' | 'preference';
        weight?: number;
        parameters: {
          /**
           * not before this time
           */
          from: string;
          /**
           * over by this time
           */
          to: string;
          /**
           * free minutes in a row
           */
          minutes: number;
        };
      }
    | {
        id: string;
        template: 'max-minutes';
        enabled?: boolean;
        hardness?: 'hard' | 'soft' | 'preference';
        weight?: number;
        parameters?: {
          /**
           * minutes of sessions a day
           */
          day?: number;
          /**
           * minutes of sessions a week
           */
          week?: number;
        };
      }
    | {
        id: string;
        template: 'change-budget';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters?: {
          /**
           * sessions that may be elsewhere than they were
           */
          assignments?: number;
          /**
           * providers who may lose or gain one
           */
          people?: number;
        };
      }
    | {
        id: string;
        template: 'place';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: {
          /**
           * what a session counts by the priority of its student
           */
          factors?: {
            low?: number;
            normal?: number;
            high?: number;
            critical?: number;
          };
          /**
           * added for each minute that the student is to have in the week
           */
          perMinute?: number;
        };
      }
    | {
        id: string;
        template: 'prefer';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'keep';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'second-pass';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: {
          /**
           * sessions at once with one provider that cost nothing
           */
          free?: number;
        };
      }
    | {
        id: string;
        template: 'spread';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'even-days';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'company';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters: {
          /**
           * what the students of a group share
           */
          by: 'grade' | 'teacher';
        };
      }
    | {
        id: string;
        template: 'morning';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: {
          /**
           * the end of the morning
           */
          until?: string;
        };
      }
    | {
        id: string;
        template: 'afternoon';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: {
          /**
           * the begin of the afternoon
           */
          from?: string;
        };
      }
    | {
        id: string;
        template: 'compactness';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'least-change';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: Record<string, never>;
      }
  )[];
  /**
   * How much soft rules matter, in plain words.
   */
  preferences?: {
    /**
     * The id of a soft rule.
     */
    rule?: string;
    /**
     * A plain word instead of a rule, such as fairness.
     */
    keyword?: string;
    /**
     * What the weight of the rule is multiplied by.
     */
    multiplier?: number;
    /**
     * A plain word instead of a multiplier.
     */
    direction?: 'minimise' | 'decrease' | 'reset' | 'increase' | 'boost' | 'maximise';
    /**
     * Who said so.
     */
    setBy?: string;
    /**
     * Of two for one rule, the later counts.
     */
    setAt?: string;
  }[];
  limits?: {
    /**
     * The most choices of a student, a provider, a day and a start.
     */
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
  /**
   * The title of pages and pictures.
   */
  name?: string;
  /**
   * Types, roles, blocks and rules to begin with: none of a business, or those of a demo team.
   */
  profile?: 'plain' | 'retail';
  /**
   * IANA name of the zone that all dates are of.
   */
  timeZone?: string;
  /**
   * What weekly rules count from.
   */
  weekStartsOn?: 'sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday';
  /**
   * What a missing horizon is counted from; today in the time zone when left out.
   */
  today?: string;
  /**
   * Whether a missing horizon begins today instead of in three days.
   */
  emergency?: boolean;
  /**
   * The days that a run may use, both ends inclusive; from in three days to in three weeks when left out.
   */
  horizon?: {
    from: string;
    to: string;
  };
  /**
   * Kinds of events by name, beside those of the profile or instead of one of them.
   */
  types?: {
    [k: string]: {
      /**
       * Of events that say none; 60 when left out.
       */
      minutes?: number;
      /**
       * Whether its events take one of the blocks of a day.
       */
      blocks?: boolean;
      /**
       * When its events begin, where they take no block.
       */
      time?: string;
    };
  };
  /**
   * Beside those of the profile; each employee has one.
   */
  roles?: string[];
  /**
   * Duties that rotate, beside those of the profile.
   */
  rotationKinds?: string[];
  /**
   * Numbered starts of a day, instead of those of the profile.
   */
  blocks?: {
    /**
     * What places call it.
     */
    number: number;
    /**
     * When its work begins.
     */
    arrive: string;
    onFloor: string;
    lunch: string;
    offFloor: string;
    /**
     * When its work ends; a time before `arrive` is of the next day.
     */
    depart: string;
  }[];
  employees?: {
    id: string;
    name?: string;
    /**
     * One of `roles`, or of those of the profile.
     */
    role: string;
    /**
     * What rules may ask for, such as a licence.
     */
    skills?: string[];
    /**
     * Whether any work is given to the employee.
     */
    active?: boolean;
    /**
     * The last day of work.
     */
    terminationDate?: string;
    /**
     * Whether weekdays are available; those that are not listed are.
     */
    weekly?: {
      sunday?: boolean;
      monday?: boolean;
      tuesday?: boolean;
      wednesday?: boolean;
      thursday?: boolean;
      friday?: boolean;
      saturday?: boolean;
    };
    /**
     * What counts instead of the weekly pattern; of two that say something of a day, the one that begins later.
     */
    overrides?: {
      from: string;
      to: string;
      /**
       * Whether weekdays are available then; null leaves it to what else is said.
       */
      days: {
        sunday?: boolean | null;
        monday?: boolean | null;
        tuesday?: boolean | null;
        wednesday?: boolean | null;
        thursday?: boolean | null;
        friday?: boolean | null;
        saturday?: boolean | null;
      };
    }[];
    /**
     * Days without work, both ends inclusive; what grows over the years is better kept in the list of this name.
     */
    timeOff?: {
      from: string;
      to: string;
    }[];
    /**
     * Own limits, by the id of a rule that has one, such as {"one-a-day": 2}.
     */
    caps?: {
      [k: string]: number;
    };
  }[];
  /**
   * Days without work, both ends inclusive; as within employees.
   */
  timeOff?: {
    employee: string;
    from: string;
    to: string;
  }[];
  /**
   * What counts instead of weekly patterns; as within employees.
   */
  overrides?: {
    employee: string;
    from: string;
    to: string;
    /**
     * Whether weekdays are available then; null leaves it to what else is said.
     */
    days: {
      sunday?: boolean | null;
      monday?: boolean | null;
      tuesday?: boolean | null;
      wednesday?: boolean | null;
      thursday?: boolean | null;
      friday?: boolean | null;
      saturday?: boolean | null;
    };
  }[];
  /**
   * The work to place.
   */
  events?: {
    id: string;
    /**
     * What another system calls it; no two events have the same.
     */
    reference?: string;
    /**
     * What people read; the reference, or else the id, when left out.
     */
    name?: string;
    /**
     * One of `types`, or of those of the profile.
     */
    type: string;
    /**
     * The first day on which it may be.
     */
    start: string;
    /**
     * The day before which it has to be: the last day on which it may be is the one before.
     */
    due: string;
    /**
     * Those of its type when left out.
     */
    minutes?: number;
    /**
     * What it is about, for rules against two of the same.
     */
    product?: string;
    /**
     * A word that a leader and its followers share.
     */
    pairing?: string;
    /**
     * How much worse it is to leave it out.
     */
    priority?: 'low' | 'normal' | 'high' | 'critical';
    /**
     * Whether it is to be done at all.
     */
    active?: boolean;
    /**
     * Whether a run may place it.
     */
    autoSchedule?: boolean;
    /**
     * Where it is, as in the list of this name.
     */
    posted?: {
      employee: string;
      day: string;
      /**
       * Of types with blocks.
       */
      block?: number;
      /**
       * What another system calls it; no rule looks at it.
       */
      externalId?: string;
      /**
       * Whether a run may place it anew, with a moving that costs.
       */
      movable?: boolean;
    };
  }[];
  /**
   * Work that is published: it counts in every rule, and stays unless it is movable.
   */
  posted?: {
    event: string;
    employee: string;
    day: string;
    /**
     * Of types with blocks.
     */
    block?: number;
    minutes?: number;
    /**
     * Needed where the event is not among the events.
     */
    type?: string;
    product?: string;
    pairing?: string;
    /**
     * What another system calls it; no rule looks at it.
     */
    externalId?: string;
    /**
     * Whether a run may place it anew, with a moving that costs.
     */
    movable?: boolean;
  }[];
  /**
   * Places that the run has to give.
   */
  pins?: {
    event: string;
    employee: string;
    day: string;
    /**
     * Of types with blocks.
     */
    block?: number;
  }[];
  /**
   * Who has a duty on a weekday.
   */
  rotations?: {
    weekday: 'sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday';
    /**
     * One of `rotationKinds`, or of those of the profile.
     */
    kind: string;
    employee: string;
    /**
     * Who does it where the employee cannot.
     */
    backup?: string;
  }[];
  /**
   * Who has it on one day instead.
   */
  rotationExceptions?: {
    date: string;
    /**
     * One of `rotationKinds`, or of those of the profile.
     */
    kind: string;
    employee: string;
    /**
     * Who does it where the employee cannot.
     */
    backup?: string;
  }[];
  /**
   * Days on which nothing is placed, by a rule of the profile.
   */
  holidays?: string[];
  /**
   * Days on which nothing is placed and nothing posted moves.
   */
  lockedDays?: string[];
  /**
   * The earlier schedule: what changes are counted from, and what stays on frozen days.
   */
  previous?: {
    assignments: {
      event: string;
      employee: string;
      day: string;
      /**
       * Of types with blocks.
       */
      block?: number;
    }[];
  };
  /**
   * Days on which the earlier schedule stays as it is.
   */
  frozenDays?: string[];
  /**
   * Rules of your own, and what is otherwise in those of the profile; "dovetail rules staffing" lists the templates.
   */
  rules?: (
    | {
        /**
         * Of a rule of the profile, or of a new one.
         */
        id: string;
        template?: undefined;
        /**
         * Whether it counts.
         */
        enabled?: boolean;
        /**
         * How much it binds, where its template leaves a choice.
         */
        hardness?: 'hard' | 'soft' | 'preference';
        /**
         * The points that a break of it costs, where it is not hard.
         */
        weight?: number;
        /**
         * Those of the template; of a rule of the profile, those that are otherwise.
         */
        parameters?: {
          [k: string]: unknown;
        };
      }
    | {
        id: string;
        template: 'structure';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'available';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters: {
          /**
           * `absence`: time off and the days after the termination; `pattern`: the weekly pattern with its overrides
           */
          layer: 'absence' | 'pattern';
        };
      }
    | {
        id: string;
        template: 'open-day';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters: {
          /**
           * the list of the input whose days are closed
           */
          closed: 'holidays' | 'locked-days';
        };
      }
    | {
        id: string;
        template: 'frozen-days';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'qualified';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters: {
          /**
           * the event types that the rule is about
           *
           * @minItems 1
           */
          types: string[];
          /**
           * roles that are enough; one of these or one of the skills will do
           */
          roles?: string[];
          /**
           * skills that are enough; one of these or one of the roles will do, so use two rules where both are needed
           */
          skills?: string[];
        };
      }
    | {
        id: string;
        template: 'max-per-day';
        enabled?: boolean;
        hardness?: 'hard' | 'soft' | 'preference';
        weight?: number;
        parameters: {
          /**
           * the event types that the rule is about
           *
           * @minItems 1
           */
          types: string[];
          /**
           * events a day, of all the types together
           */
          max: number;
          /**
           * roles whose people the rule leaves alone
           */
          exemptRoles?: string[];
        };
      }
    | {
        id: string;
        template: 'max-per-week';
        enabled?: boolean;
        hardness?: 'hard' | 'soft' | 'preference';
        weight?: number;
        parameters: {
          /**
           * the event types that the rule is about
           *
           * @minItems 1
           */
          types: string[];
          /**
           * events a week, of all the types together
           */
          max: number;
          /**
           * roles whose people the rule leaves alone
           */
          exemptRoles?: string[];
        };
      }
    | {
        id: string;
        template: 'max-days-per-week';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters: {
          /**
           * days of a week
           */
          max: number;
          /**
           * roles whose people the rule leaves alone
           */
          exemptRoles?: string[];
        };
      }
    | {
        id: string;
        template: 'max-consecutive-days';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters: {
          /**
           * days in a row
           */
          max: number;
          /**
           * roles whose people the rule leaves alone
           */
          exemptRoles?: string[];
        };
      }
    | {
        id: string;
        template: 'exclusive-per-day';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters: {
          /**
           * the event types that the rule is about
           *
           * @minItems 1
           */
          types: string[];
          /**
           * the event types that they do not go with
           *
           * @minItems 1
           */
          excludes: string[];
        };
      }
    | {
        id: string;
        template: 'exclusive-days';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters: {
          /**
           * the event types that the rule is about
           *
           * @minItems 1
           */
          types: string[];
          /**
           * the event types that they do not go with
           *
           * @minItems 1
           */
          excludes: string[];
        };
      }
    | {
        id: string;
        template: 'follower';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters: {
          /**
           * the event type that leads
           */
          leader: string;
          /**
           * the event type that goes with it
           */
          follower: string;
          /**
           * who does the follower: the employee of the leader, or anybody whom the list means on that day
           */
          employee:
            | 'same'
            | (
                | {
                    role: string;
                  }
                | {
                    rotation: string;
                  }
                | {
                    backup: string;
                  }
              )[];
          /**
           * when followers begin
           */
          time?: string;
          /**
           * whether followers may be at the same time as other work
           */
          overlap?: boolean;
        };
      }
    | {
        id: string;
        template: 'needs-base';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters: {
          /**
           * the event types that the rule is about
           *
           * @minItems 1
           */
          types: string[];
          /**
           * the event types of which somebody needs one on the same day
           *
           * @minItems 1
           */
          bases: string[];
          /**
           * roles whose people the rule leaves alone
           */
          exemptRoles?: string[];
        };
      }
    | {
        id: string;
        template: 'full-day';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters: {
          /**
           * work of this many minutes, or of more, takes the whole day
           */
          minutes: number;
          /**
           * the event types that the rule is about
           *
           * @minItems 1
           */
          types: string[];
        };
      }
    | {
        id: string;
        template: 'unique-block';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters: {
          /**
           * the event types that the rule is about
           *
           * @minItems 1
           */
          types: string[];
        };
      }
    | {
        id: string;
        template: 'weekly-minutes';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters: {
          /**
           * minutes of work a week
           */
          max: number;
          /**
           * roles whose people the rule leaves alone
           */
          exemptRoles?: string[];
        };
      }
    | {
        id: string;
        template: 'daily-minutes';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters: {
          /**
           * minutes of work a day
           */
          max: number;
          /**
           * roles whose people the rule leaves alone
           */
          exemptRoles?: string[];
        };
      }
    | {
        id: string;
        template: 'min-rest';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters: {
          /**
           * hours between the end of work on one day and the begin on the next
           */
          hours: number;
        };
      }
    | {
        id: string;
        template: 'no-overlap';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'min-per-week';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters: {
          /**
           * the event types that the rule is about
           *
           * @minItems 1
           */
          types: string[];
          /**
           * events a week, of all the types together
           */
          min: number;
          /**
           * of which roles somebody has to be for the rule to count; everybody when left out
           */
          roles?: string[];
        };
      }
    | {
        id: string;
        template: 'change-budget';
        enabled?: boolean;
        hardness?: 'hard';
        weight?: number;
        parameters?: {
          /**
           * events that may be elsewhere than they were, dropped or added
           */
          assignments?: number;
          /**
           * people who may lose or gain something
           */
          people?: number;
        };
      }
    | {
        id: string;
        template: 'place';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: {
          /**
           * what an event of each priority counts
           */
          factors?: {
            low?: number;
            normal?: number;
            high?: number;
            critical?: number;
          };
        };
      }
    | {
        id: string;
        template: 'urgency';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: {
          /**
           * what is due within this many days costs more, the sooner the more
           */
          days?: number;
        };
      }
    | {
        id: string;
        template: 'type-priority';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters: {
          /**
           * a rank for each event type: 0 for what matters most, 10 for what matters least
           */
          ranks: {
            [k: string]: number;
          };
          /**
           * the rank of every other type
           */
          otherwise?: number;
        };
      }
    | {
        id: string;
        template: 'rotation';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters: {
          /**
           * each kind of rotation with the event types that its person of the day should have
           *
           * @minItems 1
           */
          kinds: {
            kind: string;
            /**
             * the event types that the rule is about
             *
             * @minItems 1
             */
            types: string[];
          }[];
        };
      }
    | {
        id: string;
        template: 'role-misuse';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters: {
          /**
           * the roles whose people should be kept for other work
           *
           * @minItems 1
           */
          roles: string[];
          /**
           * the event types that they are kept for
           */
          preferred: string[];
        };
      }
    | {
        id: string;
        template: 'follower-choice';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters: {
          /**
           * the event types that the rule is about
           *
           * @minItems 1
           */
          types: string[];
          /**
           * people in the order in which they are wanted
           *
           * @minItems 1
           */
          employee: (
            | {
                role: string;
              }
            | {
                rotation: string;
              }
            | {
                backup: string;
              }
          )[];
        };
      }
    | {
        id: string;
        template: 'lead-block';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters: {
          /**
           * the kind of rotation, whose person of the day should have the work
           */
          kind: string;
          /**
           * the event types that the rule is about
           *
           * @minItems 1
           */
          types: string[];
          /**
           * the number of the block that is theirs
           */
          block: number;
        };
      }
    | {
        id: string;
        template: 'lead-daily';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters: {
          /**
           * the kind of rotation, whose person of the day should have the work
           */
          kind: string;
          /**
           * the event types that the rule is about
           *
           * @minItems 1
           */
          types: string[];
        };
      }
    | {
        id: string;
        template: 'fairness';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters: {
          /**
           * the event types that the rule is about
           *
           * @minItems 1
           */
          types: string[];
          /**
           * roles whose people the rule leaves alone
           */
          exemptRoles?: string[];
        };
      }
    | {
        id: string;
        template: 'weekly-excess';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters: {
          /**
           * the event types that the rule is about
           *
           * @minItems 1
           */
          types: string[];
          /**
           * events a week that cost nothing
           */
          max: number;
          /**
           * whether the events of all together are counted, or those of each person
           */
          per?: 'team' | 'employee';
        };
      }
    | {
        id: string;
        template: 'duplicate-per-day';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters: {
          /**
           * the event types that the rule is about
           *
           * @minItems 1
           */
          types: string[];
        };
      }
    | {
        id: string;
        template: 'proximity';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'balance';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'keep';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: Record<string, never>;
      }
    | {
        id: string;
        template: 'least-change';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: {
          /**
           * what is counted: assignments that change, or people who lose or gain something
           */
          per?: 'assignment' | 'person';
        };
      }
    | {
        id: string;
        template: 'affinity';
        enabled?: boolean;
        hardness?: 'soft' | 'preference';
        weight?: number;
        parameters?: Record<string, never>;
      }
  )[];
  /**
   * How much soft rules matter, in plain words.
   */
  preferences?: {
    /**
     * The id of a soft rule.
     */
    rule?: string;
    /**
     * A plain word instead of a rule, such as fairness.
     */
    keyword?: string;
    /**
     * What the weight of the rule is multiplied by.
     */
    multiplier?: number;
    /**
     * A plain word instead of a multiplier.
     */
    direction?: 'minimise' | 'decrease' | 'reset' | 'increase' | 'boost' | 'maximise';
    /**
     * Who said so.
     */
    setBy?: string;
    /**
     * Of two for one rule, the later counts.
     */
    setAt?: string;
  }[];
  /**
   * How well events suit people, from 0 to 1, for a rule that looks at it.
   */
  affinity?: {
    event: string;
    employee: string;
    score: number;
  }[];
  limits?: {
    /**
     * The most choices of an event, an employee and a day.
     */
    maxCells?: number;
  };
}

export interface StaffingSolution {
  assignments: {
    event: string;
    employee: string;
    day: string;
    /**
     * Of types with blocks.
     */
    block?: number;
  }[];
}

/** By the name of the model. */
export interface Models {
  readonly production: { readonly input: ProductionInput; readonly solution: ProductionSolution };
  readonly sessions: { readonly input: SessionsInput; readonly solution: SessionsSolution };
  readonly staffing: { readonly input: StaffingInput; readonly solution: StaffingSolution };
}
