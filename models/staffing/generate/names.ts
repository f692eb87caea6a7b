const FIRST = [
  ...['Grace', 'Daniel', 'Hannah', 'Marcus', 'Priya', 'Leo', 'Sofia', 'Tom', 'Aisha', 'Ben'],
  ...['Chloe', 'Victor', 'Mei', 'Oliver', 'Nina', 'Samuel', 'Ingrid', 'Rafael', 'Yara', 'Jonas'],
  ...['Amara', 'Felix', 'Lucia', 'Dmitri', 'Esther', 'Kofi', 'Linnea', 'Omar', 'Paula', 'Quentin'],
  ...['Rosa', 'Stefan', 'Talia', 'Umar', 'Vera', 'Walter', 'Ximena', 'Yusuf', 'Zoe', 'Anton'],
];

const LAST = [
  ...['Okafor', 'Reyes', 'Lindqvist', 'Bell', 'Nair', 'Fontaine', 'Marino', 'Whitaker', 'Rahman', 'Carter'],
  ...['Duval', 'Santos', 'Tanaka', 'Grant', 'Petrova', 'Adeyemi', 'Berg', 'Costa', 'Demir', 'Eriksen'],
  ...['Fischer', 'Greco', 'Haddad', 'Ivanov', 'Jansen', 'Kowalski', 'Laurent', 'Mensah', 'Novak', 'Ortiz'],
  ...['Papadakis', 'Quinn', 'Rossi', 'Schmidt', 'Takeda', 'Usman', 'Vasquez', 'Weber', 'Yilmaz', 'Zimmer'],
];

const PRODUCTS = [
  ...['Cold brew coffee', 'Trail mix', 'Greek yogurt', 'Sparkling water', 'Protein bars', 'Aged cheddar'],
  ...['Almond butter', 'Olive oil', 'Salsa', 'Hummus', 'Frozen pizza', 'Rotisserie chicken', 'Granola'],
  ...['Orange juice', 'Kombucha', 'Rice crackers', 'Dark chocolate', 'Beef jerky', 'Oat milk', 'Pasta sauce'],
  ...['Maple syrup', 'Smoked salmon', 'Fruit snacks', 'Vegetable dip', 'Ice cream', 'Iced tea', 'Tortilla chips'],
  ...['Meatballs', 'Spring rolls', 'Cookies', 'Popcorn', 'Lemonade', 'Quinoa salad', 'Tomato soup', 'Dumplings'],
  ...['Pretzels', 'Energy drink', 'Veggie burgers', 'Honey', 'Breakfast sandwiches'],
];

/** The name of a person by number; the first 1,600 differ. */
export function personNamed(number: number): string {
  const turn = Math.floor(number / FIRST.length);
  return `${FIRST[number % FIRST.length]} ${LAST[(number * 7 + turn) % LAST.length]}`;
}

/** The name of a product by number; from the second time round, with a number of its own. */
export function productNamed(number: number): string {
  const turn = Math.floor(number / PRODUCTS.length);
  return PRODUCTS[number % PRODUCTS.length]! + (turn === 0 ? '' : ` no. ${turn + 1}`);
}

/** A name in small letters and dashes. */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** A prefix and a number, padded so that the order of texts is the order of numbers. */
export function idOf(prefix: string, number: number, count: number): string {
  const width = Math.max(prefix === 'staff' ? 2 : 4, String(count).length);
  return `${prefix}-${String(number).padStart(width, '0')}`;
}
