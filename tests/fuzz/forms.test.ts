/**
 * Every form of the running register, as everybody who is shown it: whatever is typed comes back with a sentence that
 * helps, and whatever is forged is refused without a fault. The forms are those that the pages show, so no new one escapes.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from './ask.ts';
import { edgesByName } from './edges.ts';
import { effort, runs, saySeed } from './nasty.ts';
import { readPage } from './page.ts';
import { openStand, type Stand } from './stand.ts';
import { judge } from './verdict.ts';
import { leaveWork } from './waiting-work.ts';
import { kindOf, routeOf, routes, type ShownForm, targetOf, type Walk, walkAll } from './walk.ts';
import { encode, filledIn, forged, found, isWritten, offers, overfilled, type Part, toBeFound } from './wire.ts';

let stand: Stand;
let walk: Walk;
const edges = await edgesByName();

beforeAll(async () => {
  saySeed();
  stand = await openStand();
  walk = await walkAll(stand, await leaveWork(stand));
});
afterAll(() => stand.server.stop());

/** Last, because what is done there ends the sessions of others. */
const closing = ['/admin/accounts', '/account', '/login'];
const written = routes.filter(({ route, writes }) => writes && route !== '/logout').map(({ route }) => route);
const inOrder = [...written.filter((route) => !closing.includes(route)), ...closing];

test('each route that is written has a form that somebody is shown', () => {
  expect(written.filter((route) => !walk.forms.has(route))).toEqual([]);
});

describe.each(inOrder)('%s', (route) => {
  const patience = 120_000 * effort;

  test('gives back what is too much', { timeout: patience }, async () => {
    for (const shown of walk.forms.get(route) ?? [])
      if (isWritten(shown.form)) for (const parts of overfilled(shown.form)) await type(shown, parts);
    expect(stand.faults()).toEqual([]);
  });

  test('gives back what was typed', { timeout: patience }, async () => {
    for (const shown of walk.forms.get(route) ?? [])
      await fc.assert(
        fc.asyncProperty(filledIn(shown.form, edges), (parts) => type(shown, parts)),
        runs(3),
      );
    expect(stand.faults()).toEqual([]);
  });

  test('refuses what is forged', { timeout: patience }, async () => {
    for (const { reader, target, form } of walk.forms.get(route) ?? [])
      await fc.assert(
        fc.asyncProperty(forged(form, edges), async (sent) => {
          const send = () => stand.ask(reader, { method: 'POST', path: target, ...sent });
          await judge(await send(), send, target);
        }),
        runs(3),
      );
    expect(stand.faults()).toEqual([]);
  });
});

/** Fills a form in that is on its page now, and looks for what was typed where it is refused. */
async function type({ reader, page, form }: ShownForm, parts: readonly Part[]): Promise<void> {
  let opened = await stand.get(reader, page);
  // The step between a password and its code lasts five minutes.
  if (routeOf(opened.headers.location ?? '/') === '/login') {
    await stand.signIn(reader);
    opened = await stand.get(reader, page);
  }
  const present = readPage(opened.body).forms.find((other) => kindOf(other) === kindOf(form));
  // What was typed before may have settled the matter; then there is nothing more to type.
  if (opened.status !== 200 || !present || !offers(present, parts)) return;
  const hidden = present.fields.filter(({ type }) => type === 'hidden');
  const fresh = parts.map((part) => ({
    ...part,
    value: hidden.find(({ name }) => name === part.name)?.value ?? part.value,
  }));
  const path = targetOf(present, page);
  const send = () => stand.ask(reader, { method: 'POST', path, ...encode(fresh, present.isMultipart) });
  const answer = await send();
  await judge(answer, send, path);
  if (answer.status >= 400) expectKept(answer, present, fresh);
  else if (routeOf(answer.headers.location ?? '/') === '/login') await stand.signIn(reader);
}

function expectKept(answer: Answer, form: ShownForm['form'], parts: readonly Part[]): void {
  const typed = toBeFound(form, parts);
  const again = readPage(answer.body).forms.filter(({ fields }) =>
    typed.every(({ name }) => fields.some((field) => field.name === name)),
  );
  if (typed.length === 0) return;
  expect(
    again.length,
    `${answer.status}: the form is shown again: ${readPage(answer.body).text.slice(0, 300)}`,
  ).toBeGreaterThan(0);
  const kept = again.map((shown) => typed.map(({ name }) => [name, found(shown, name)]));
  expect(kept).toContainEqual(typed.map(({ name, said }) => [name, said]));
}
