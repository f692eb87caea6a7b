import { dateOf } from '../../../src/domain/calendar.ts';
import type { Booking } from './booking.ts';
import type { EmployeeDraft, PostedDraft } from './entities.ts';
import { productNamed, slugOf } from './names.ts';
import { minutesOf } from './roster.ts';

/** Posted assignments in the order of their days, each under an id that `nameIt` gives it. */
export function postedDrafts(
  bookings: readonly Booking[],
  team: readonly EmployeeDraft[],
  nameIt: (booking: Booking, index: number) => string,
): PostedDraft[] {
  const inOrder = [...bookings.keys()].sort((a, b) => bookings[a]!.day - bookings[b]!.day || a - b);
  return inOrder.map((at, index) => {
    const booking = bookings[at]!;
    const { block, day, employee, minutes, pairing, product, type } = booking;
    return {
      event: nameIt(booking, index),
      employee: team[employee]!.id,
      day: dateOf(day),
      ...(block === undefined ? {} : { block }),
      type,
      ...(minutes === minutesOf(type) ? {} : { minutes }),
      ...(product === undefined ? {} : { product: slugOf(productNamed(product)) }),
      ...(pairing === undefined ? {} : { pairing }),
      externalId: `X${700_001 + index}`,
    };
  });
}
