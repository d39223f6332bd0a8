/**
 * Of each command: no input that one town's users send changes a byte of another town's rows, or reveals one that is not
 * public. `ACCESS_EFFORT=20` asks longer, `ACCESS_SEED` asks a run again.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { post } from '#tests/support/server.ts';
import { attackers, owners, routes, secret, TwoTowns } from './two-towns.ts';

const seed = Number(process.env.ACCESS_SEED ?? Date.now() % 1_000_000);
const effort = Number(process.env.ACCESS_EFFORT ?? 1);

let towns: TwoTowns;
/** What an attacker may put into any field: identities of the other town's rows, and what breaks a form. */
let words: string[];
beforeAll(async () => {
  process.stdout.write(`ACCESS_SEED=${seed}\n`);
  towns = await TwoTowns.open();
  words = [...(await towns.identities()), ...towns.ours.all, '改了', '9', '2024-05-01', 'accept', 'on', ''];
}, 60_000);
afterAll(() => towns.close());

/** Signing in and out are done by everybody, for himself. */
const commands = routes.written.filter((route) => !/^\/(login|logout)/.test(route));

const edits = fc.array(fc.record({ field: fc.nat(40), word: fc.nat(300) }), { maxLength: 3 });
const attack = fc.record({
  who: fc.constantFrom(...attackers),
  /** The owner's form sent to his address, to the attacker's own, or to one made of both; or the attacker's own form. */
  way: fc.constantFrom('theirs', 'smuggled', 'crossed', 'own'),
  place: fc.nat(100),
  form: fc.nat(10),
  edits,
});
type Attack = typeof attack extends fc.Arbitrary<infer A> ? A : never;

async function commit(route: string, { who, way, place, form, edits }: Attack): Promise<void> {
  const [theirs, ours] = [towns.theirs.addresses(route), towns.ours.addresses(route)];
  const home = ours[place % Math.max(ours.length, 1)] ?? route;
  const away = theirs[place % Math.max(theirs.length, 1)] ?? home;
  const forms = await (way === 'own' ? towns.formsFor([who], home) : towns.formsFor(owners, away));
  const fields = { ...forms[form % Math.max(forms.length, 1)] };
  const names = Object.keys(fields);
  for (const { field, word } of edits) {
    const name = names[field % Math.max(names.length, 1)];
    if (name !== undefined) fields[name] = words[word] ?? another(fields[name] ?? '');
  }
  const addresses = { theirs: away, smuggled: home, crossed: crossed(home, away), own: home };
  await send(addresses[way], fields, who);
}

/** The attacker's own address with the last identity of the other: his own producer's page for another's base. */
function crossed(home: string, away: string): string {
  const [ours, theirs] = [home.split('/'), away.split('/')];
  const last = ours.findLastIndex((part, index) => part !== theirs[index]);
  return ours.map((part, index) => (index === last ? (theirs[index] ?? part) : part)).join('/');
}

async function send(address: string, fields: Record<string, string>, who: string): Promise<void> {
  // What the attacker types himself may be shown to him again.
  const typed = Object.entries(fields).map(([name, value]) => [name, value.replaceAll(secret, '')]);
  const answer = await post(towns.at(address), Object.fromEntries(typed), towns.cookieOf(who));
  expect(answer.status, `${who} ${address}`).toBeLessThan(500);
  expect(await answer.text(), `${who} ${address}`).not.toContain(secret);
}

/** Another value of the kind that a field holds, so that a form which keeps the rest is one that its owner could send. */
function another(value: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return value === '2024-05-01' ? '2024-05-02' : '2024-05-01';
  return /^\d+(\.\d+)?$/.test(value) ? String(Number(value) + 1) : '改了';
}

/** A form with something in every field that its owner left empty, but for files. */
const filled = (form: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(form).map(([name, value]) => {
      if (value !== '' || /attachment|pictures|file/.test(name)) return [name, value];
      return [name, /day|from|to$/i.test(name) ? '2024-05-01' : /year/i.test(name) ? '2024' : '改了'];
    }),
  );

/** A form as it is and filled in, and of either the same with one field after the other changed. */
const variants = (form: Record<string, string>): Record<string, string>[] =>
  [form, filled(form)].flatMap((whole) => [
    whole,
    ...Object.entries(whole)
      .filter(([name]) => name !== 'change' && name !== 'intent')
      .slice(0, 5)
      .map(([name, value]) => ({ ...whole, [name]: another(value) })),
  ]);

/** Of the other town's address: itself, and the attacker's own with its last identity. */
const placesOf = (route: string, address: string) => {
  const [home = address] = towns.ours.addresses(route);
  return new Set([address, crossed(home, address)]);
};

describe('sent by whom it is not for', () => {
  test.each(commands)(
    '%s leaves the other town as it is, and tells nothing of it',
    async (route) => {
      const before = await towns.theirRows();
      expect(before.length).toBeGreaterThan(100);
      for (const address of towns.theirs.addresses(route))
        for (const form of await towns.formsFor(owners, address))
          for (const place of placesOf(route, address))
            for (const fields of variants(form)) for (const who of attackers) await send(place, fields, who);
      expect(await towns.theirRows()).toEqual(before);
      await fc.assert(
        fc.asyncProperty(fc.array(attack, { minLength: 1, maxLength: 4 }), async (attacks) => {
          for (const each of attacks) await commit(route, each);
          expect(await towns.theirRows()).toEqual(before);
        }),
        { seed, numRuns: 4 * effort, endOnFailure: true },
      );
    },
    180_000 * effort,
  );
});

test('most of the same forms do write when their owners send them: the refusals above meant something', async () => {
  const idle: string[] = [];
  for (const route of commands.filter((each) => !each.startsWith('/a'))) {
    const before = await towns.theirRows();
    for (const address of towns.theirs.addresses(route).slice(0, 2))
      for (const form of await towns.formsFor(owners, address))
        for (const fields of variants(form).reverse())
          for (const who of owners) await post(towns.at(address), fields, towns.cookieOf(who));
    if ((await towns.theirRows()).join() === before.join()) idle.push(route);
  }
  process.stdout.write(`commands whose forms wrote nothing of the other town: ${idle.join(' ')}\n`);
  expect(idle.length).toBeLessThan(commands.length / 2);
}, 400_000);
