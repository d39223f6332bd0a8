/** Filling an empty register: with the facts alone, or with a demonstration on top of them. */
import type { Db } from '#db/client.server.ts';

/** Whether a register has no town yet, so that starting would seed it; an account may have been added before. */
export async function isEmpty(db: Db): Promise<boolean> {
  return (await db.selectFrom('town').select('code').limit(1).executeTakeFirst()) === undefined;
}

/**
 * Seeds a register that has no change yet; one that has is left alone.
 *
 * @param now the facts are recorded at this instant, and nothing of the demonstration is dated after it
 * @returns whether it seeded
 */
export async function seedIfEmpty(db: Db, which: 'facts' | 'demo', now: Date): Promise<boolean> {
  if (!(await isEmpty(db))) return false;
  // Half a megabyte that no later start needs.
  const { seedFacts } = await import('#seeds/facts/facts.ts');
  const { demoOpening, seedDemo } = await import('#seeds/demo/demo.ts');
  await seedFacts(db, which === 'demo' ? demoOpening(now) : now);
  if (which === 'demo') await seedDemo(db, now);
  return true;
}
