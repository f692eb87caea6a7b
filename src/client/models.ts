/** Inputs and solutions of the domain models; `npm run generate` writes them from their schemas. */

export interface ProductionInput {
  name?: string;
  profile?: 'workshop' | 'origin' | 'shop';
  horizon: {
    from: string;
    to: string;
  };
  timeZone?: string;
  calendars?: {
    id: string;
    shifts: {
      day:
        | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')
        | ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')[];
      from: string;
      to: string;
    }[];
    holidays?: string[];
  }[];
  resources?: {
    id: string;
    name?: string;
    kind: 'machine' | 'operator';
    calendar?: string;
    exceptions?: {
      from: string;
      to: string;
      open?: boolean;
      reason?: string;
    }[];
    capabilities?: {
      does: string;
      phase?: 'setup' | 'core' | 'cleanup';
      speed?: number;
    }[];
    skills?: string[];
    effort?: number;
    costPerHour?: number;
    group?: string;
  }[];
  orders?: {
    id: string;
    name?: string;
    article?: string;
    family?: string;
    quantity?: number;
    release?: string;
    due?: string;
    priority?: 'low' | 'medium' | 'high' | 'urgent';
    operations: {
      id: string;
      kind?: string;
      after?: {
        operation: string;
        min?: number;
        max?: number;
      }[];
      setup?: {
        minutes: number;
        operators?: {
          count?: number;
          effort?: number;
          skills?: string[];
        };
      };
      core: {
        minutes: number;
        operators?: {
          count?: number;
          effort?: number;
          skills?: string[];
        };
      };
      cleanup?: {
        minutes: number;
        operators?: {
          count?: number;
          effort?: number;
          skills?: string[];
        };
      };
      machines?: {
        machine: string;
        minutes?: number;
      }[];
      interruptible?: boolean;
      idle?: {
        min?: number;
        max?: number;
      };
      split?: {
        most: number;
        smallest?: number;
      };
      consumes?: {
        material: string;
        quantity: number;
      }[];
      produces?: {
        material: string;
        quantity: number;
      }[];
    }[];
  }[];
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
