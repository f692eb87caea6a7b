import { dayNumber, WEEKDAYS, weekdayOf } from '../../../src/domain/calendar.ts';
import { retail } from '../profiles/retail.ts';
import type { EmployeeDraft } from './entities.ts';
import { type Season, sundayOf } from './season.ts';

/** One piece of work at its place; `employee` is a position in the team, `day` a day number. */
export interface Piece {
  readonly type: string;
  readonly employee: number;
  readonly day: number;
  readonly minutes: number;
  readonly block?: number | undefined;
}

const JUICER_WORK = ['juicer', 'juicer-production'];
const BASES = ['core', ...JUICER_WORK];
const DIGITAL = ['digital-setup', 'digital-refresh', 'digital-teardown', 'digitals'];
const SUPPORT = ['freeosk', ...DIGITAL];
const FOR_LEADS = [...SUPPORT, 'other', 'supervisor'];
const FOR_BARISTAS = [...JUICER_WORK, 'juicer-survey', 'juicer-deep-clean'];

const FULL_DAY = 480;
const CAPS = { core: 6, juicer: 5, minutes: 2400 };

const NOTHING: readonly Piece[] = [];

/** Minutes of work of a type that gives none. */
export function minutesOf(type: string): number {
  return retail.types[type]?.minutes ?? 60;
}

/** Whether an employee may do work of a type at all. */
export function isQualified({ active, role, skills = [] }: EmployeeDraft, type: string): boolean {
  if (active === false) return false;
  const isSupervisor = role === 'club-supervisor';
  if (FOR_LEADS.includes(type)) return isSupervisor || role === 'lead';
  return !FOR_BARISTAS.includes(type) || isSupervisor || role === 'juicer-barista' || skills.includes('juicer');
}

/**
 * Work that is given out already, and what still fits beside it.
 *
 * It says in its own words what the hard rules of the retail profile mean for finished work, so that it can be tested
 * against them.
 */
export class Roster {
  readonly team: readonly EmployeeDraft[];
  readonly blocks: readonly number[];
  readonly #season: Season;
  readonly #days = new Map<number, Piece[]>();
  readonly #places = new Map<string, Piece[]>();
  readonly #weeks = new Map<string, Piece[]>();
  /** Lasting base work of people who may do support work beside it. */
  readonly supportable: Piece[] = [];

  constructor({ team, season, blocks }: { team: readonly EmployeeDraft[]; season: Season; blocks: readonly number[] }) {
    this.team = team;
    this.#season = season;
    this.blocks = blocks;
  }

  on(day: number): readonly Piece[] {
    return this.#days.get(day) ?? NOTHING;
  }

  at(employee: number, day: number): readonly Piece[] {
    return this.#places.get(`${employee} ${day}`) ?? NOTHING;
  }

  inWeek(employee: number, day: number): readonly Piece[] {
    return this.#weeks.get(`${employee} ${sundayOf(day)}`) ?? NOTHING;
  }

  freeBlocks(day: number): number[] {
    const taken = new Set(this.on(day).map(({ block }) => block));
    return this.blocks.filter((block) => !taken.has(block));
  }

  add(piece: Piece, { isLasting }: { readonly isLasting: boolean }): void {
    const { employee, day } = piece;
    push(this.#days, day, piece);
    push(this.#places, `${employee} ${day}`, piece);
    push(this.#weeks, `${employee} ${sundayOf(day)}`, piece);
    if (isLasting && BASES.includes(piece.type) && isQualified(this.team[employee]!, 'freeosk'))
      this.supportable.push(piece);
  }

  /** Whether a piece is legal next to what is there; its block is not looked at. */
  takes(piece: Piece): boolean {
    const person = this.team[piece.employee]!;
    if (this.#season.closed.has(piece.day) || !isQualified(person, piece.type) || !isThere(person, piece.day)) {
      return false;
    }
    return this.#fitsDay(piece, person) && this.#fitsWeek(piece, person) && this.#fitsTeam(piece);
  }

  #fitsDay({ type, minutes, employee, day }: Piece, { role }: EmployeeDraft): boolean {
    const there = this.at(employee, day);
    const bases = there.filter((other) => BASES.includes(other.type));
    if (SUPPORT.includes(type)) return bases.length > 0;
    if (!BASES.includes(type)) return true;
    if (there.some((other) => other.minutes >= FULL_DAY) || (minutes >= FULL_DAY && bases.length > 0)) return false;
    return bases.length === 0 || (type === 'core' && role === 'club-supervisor' && bases.every(isCore));
  }

  #fitsWeek({ type, minutes, employee, day }: Piece, { caps = {} }: EmployeeDraft): boolean {
    const week = this.inWeek(employee, day);
    const total = week.reduce((sum, piece) => sum + piece.minutes, minutes);
    if (total > (caps.H24 ?? CAPS.minutes)) return false;
    if (type === 'core') return week.filter(isCore).length < (caps.H12 ?? CAPS.core);
    return !isJuicerWork({ type }) || week.filter(isJuicerWork).length < (caps.H23 ?? CAPS.juicer);
  }

  #fitsTeam({ type, day }: Piece): boolean {
    const excluded =
      type === 'juicer-deep-clean' ? 'juicer-production' : type === 'juicer-production' ? 'juicer-deep-clean' : '';
    return !this.on(day).some((other) => other.type === excluded);
  }
}

function isCore({ type }: { readonly type: string }): boolean {
  return type === 'core';
}

function isJuicerWork({ type }: { readonly type: string }): boolean {
  return JUICER_WORK.includes(type);
}

/** Whether somebody is at work on a day: no time off, not gone yet, and the override or else the pattern says so. */
export function isThere({ overrides = [], terminationDate, timeOff = [], weekly = {} }: EmployeeDraft, day: number) {
  const covers = (one: { from: string; to: string }): boolean => dayNumber(one.from) <= day && day <= dayNumber(one.to);
  if (timeOff.some(covers) || (terminationDate !== undefined && day > dayNumber(terminationDate))) return false;
  const weekday = WEEKDAYS[weekdayOf(day)]!;
  const latest = overrides
    .filter((one) => covers(one) && typeof one.days[weekday] === 'boolean')
    .sort((a, b) => dayNumber(b.from) - dayNumber(a.from))[0];
  return latest?.days[weekday] ?? weekly[weekday] ?? true;
}

function push<K>(groups: Map<K, Piece[]>, key: K, piece: Piece): void {
  const group = groups.get(key);
  if (group) group.push(piece);
  else groups.set(key, [piece]);
}
