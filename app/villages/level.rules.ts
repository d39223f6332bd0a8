/** The level of a village (domain: 市级 > 区级 > 村级), highest first. It is never stored: it follows from the titles. */
export const levels = ['city', 'district', 'village'] as const;
export type Level = (typeof levels)[number];

export const levelWords: Record<Level, string> = { city: '市级', district: '区级', village: '村级' };

/** The highest of the levels given; null where there is none. */
export function highestLevel(given: Iterable<Level | null>): Level | null {
  const held = new Set(given);
  return levels.find((level) => held.has(level)) ?? null;
}
