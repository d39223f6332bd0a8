/** Whose certificates end before the green rate falls, where it was told by tallies. */
import type { Db } from '#db/client.server.ts';
import { listEndingProducts, readGreenGround } from './green.repository.server.ts';
import { causesOf } from './green-forecast.rules.ts';
import { type GreenReceipt, outputYearOn } from './green-receipt.rules.ts';
import { GreenRateSettings, readSettings } from './method.schema.ts';
import { noRows } from './plan.repository.server.ts';
import { methodOn, type PlanGround, type Scope } from './plan-ground.rules.ts';

/** Of the certificates whose end lets the rate fall so many are told, and so many that end are looked at for them. */
const [mostCauses, mostEnding] = [20, 200];

/** The forecast with the first certificates that end before the rate falls, where it was told without rows. */
export async function withCauses(db: Db, green: GreenReceipt, whole: PlanGround, scope: Scope): Promise<GreenReceipt> {
  const { forecast } = green;
  const method = methodOn(whole, 'green-rate', scope.asOf);
  if (forecast === null || forecast.falls === null || forecast.falls.areAll || method === undefined) return green;
  const { asOf: from, category = null } = scope;
  const { day: until } = forecast.falls;
  const products = await listEndingProducts(db, { from, until, limit: mostEnding });
  const ground = products.length === 0 ? noRows.green : await readGreenGround(db, { products: [...new Set(products)] });
  const asked = {
    scope: { towns: [...new Set(ground.products.map(({ townCode }) => townCode))], category },
    ...{ from, year: outputYearOn(whole, scope) },
  };
  const causes = causesOf(ground, readSettings(GreenRateSettings, method), asked, until);
  const areAll = products.length < mostEnding && causes.length <= mostCauses;
  const falls = { ...forecast.falls, causes: causes.slice(0, mostCauses), areAll };
  return { ...green, forecast: { ...forecast, falls } };
}
