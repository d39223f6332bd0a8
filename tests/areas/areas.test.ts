/** Areas on a real register: what offices register, what the district answers, and what the figure makes of it. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Reader } from '#app/accounts/policy.rules.ts';
import { addMember, confirmMember, removeMember } from '#app/areas/amend-members.server.ts';
import { getArea, listAreas } from '#app/areas/area.repository.server.ts';
import { areaSeenBy, areasAwaitingDistrict, areasDeclined, areasOn, narrowAreas } from '#app/areas/area.rules.ts';
import { AmendMembers, SaveArea } from '#app/areas/area.schema.ts';
import { areaCourse } from '#app/areas/area-course.server.ts';
import { areaJson } from '#app/areas/area-json.rules.ts';
import { amendArea, startArea } from '#app/areas/save-area.server.ts';
import { getAttachment } from '#app/attachments/attachment.repository.server.ts';
import { undoChange } from '#app/changes/undo-change.server.ts';
import { checkUndone } from '#app/exchange/check-undone.server.ts';
import { getFigure } from '#app/plan/receipt.server.ts';
import { correctStep } from '#app/titles/correct-step.server.ts';
import { settleNaming } from '#app/titles/settle-naming.server.ts';
import { takeStep } from '#app/titles/take-step.server.ts';
import { AdvanceTitle, CorrectStep } from '#app/titles/title.schema.ts';
import { chainHead, verifyChain } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { knownAt } from '#db/known-at.ts';
import { demoRegister, factsRegister } from '#tests/support/database.ts';
import { colleague, district, now, town } from '#tests/titles/title-office.ts';

type Office = NonNullable<Reader>;
type Fields = Record<string, string>;

const [zhujiajiao, liantang, jinze] = ['310118102', '310118103', '310118104'] as const;
type Towns = readonly string[];
const asOf = '2025-12-31';

let db: Db;
beforeEach(async () => {
  db = await factsRegister();
});

const latest = async () => (await chainHead(db)).number;
const wrong = (...names: string[]) => ({ errors: names.map((path) => expect.objectContaining({ path })) });
const villageOf = async (name: string) =>
  (await db.selectFrom('village').select('code').where('name', '=', name).executeTakeFirstOrThrow()).code;

async function saved(fields: Fields) {
  return SaveArea.parse({ kind: 'demonstration-zone', name: '泖甸示范区', change: String(await latest()), ...fields });
}

async function start(
  reader: Office = district,
  fields: Fields = { countsTowardsPlan: 'on' },
  ticked: Towns = [liantang],
) {
  return startArea(db, { said: await saved(fields), ticked }, { reader, now });
}

async function amend(id: string, fields: Fields, { reader = district as Office, ticked = [liantang] as Towns } = {}) {
  return amendArea(db, { id, said: await saved(fields), ticked, left: [] }, { reader, now });
}

async function advance(id: string, fields: Fields, upload: { name: string; bytes: Uint8Array } | null = null) {
  const form = AdvanceTitle.parse({ change: String(await latest()), ...fields });
  return takeStep(db, { store: areaCourse, id }, form, { reader: town, now, upload });
}

async function named(id: string) {
  await advance(id, { stage: 'applied', day: '2022-03-01' });
  await advance(id, { stage: 'named', day: '2023-01-10', awardYear: '2022', reason: '补登' });
}

async function settle(id: string, intent: 'confirm' | 'decline', reader: Office = district) {
  const { steps } = await getArea(db, id);
  const sequence = steps.find(({ confirmation }) => confirmation === 'pending')?.sequence ?? 1;
  const answer = intent === 'confirm' ? { intent } : { intent, why: '文号与文件不符' };
  return settleNaming(db, { store: areaCourse, id }, { ...answer, sequence, change: await latest() }, { reader, now });
}

const figure = (day = asOf) => getFigure(db, 'areas', { asOf: day });
const reasonOf = async (id: string) => (await figure()).excluded.find((item) => item.id === id)?.code ?? null;

describe('an area', () => {
  test('climbs as a title does, and counts once it is named and the district has confirmed it', async () => {
    const { id } = await start();
    expect(await reasonOf(id)).toBe('not-named-yet');
    await named(id);
    expect(await getArea(db, id)).toMatchObject({ stage: 'named', awardYear: 2022 });
    expect(await reasonOf(id)).toBe('awaiting-confirmation');
    const before = await latest();
    await settle(id, 'confirm');
    expect((await figure()).value).toBe(1);
    expect((await figure()).included).toMatchObject([{ kind: 'area', id }]);
    expect((await figure('2023-01-09')).value).toBe(0);
    expect((await getFigure(knownAt(db, before), 'areas', { asOf })).value).toBe(0);
    expect((await getFigure(db, 'areas', { asOf, town: liantang })).value).toBe(1);
    expect((await getFigure(db, 'areas', { asOf, town: jinze })).value).toBe(0);
    expect(await verifyChain(db)).toBeNull();
  });

  test('named for a year outside the plan does not count towards it', async () => {
    const { id } = await start();
    await advance(id, { stage: 'applied', day: '2019-03-01' });
    await advance(id, { stage: 'named', day: '2021-01-10', awardYear: '2020', reason: '补登' });
    await settle(id, 'confirm');
    expect((await figure()).value).toBe(0);
    expect(await reasonOf(id)).not.toBeNull();
  });

  test('goes forward in time, skips stages only with a reason, and is answered by nobody who proposed it', async () => {
    const { id } = await start();
    await expect(advance(id, { stage: 'accepted', day: '2022-03-01' })).rejects.toMatchObject(wrong('reason'));
    await advance(id, { stage: 'applied', day: '2022-03-01' });
    await expect(advance(id, { stage: 'listed', day: '2022-02-01' })).rejects.toMatchObject(wrong('day'));
    await advance(id, { stage: 'named', day: '2023-01-10', awardYear: '2022', reason: '补登' });
    await expect(settle(id, 'confirm', { ...district, username: town.username })).rejects.toMatchObject({
      kind: 'forbidden',
    });
  });

  test('corrected after its naming waits for the district anew', async () => {
    const { id } = await start();
    await named(id);
    await settle(id, 'confirm');
    const form = CorrectStep.parse({
      ...{ day: '2023-01-12', awardYear: '2022', reason: '补登', why: '日期录错', change: String(await latest()) },
    });
    const place = { store: areaCourse, id, sequence: 2 };
    await correctStep(db, place, form, { reader: town, now, upload: null });
    expect((await figure()).value).toBe(0);
    expect(
      areasAwaitingDistrict(await listAreas(db, { waiting: true })).map(({ area, naming }) => [area.id, naming]),
    ).toContainEqual([id, true]);
    // The office that corrected it cannot answer, whatever it was before.
    await expect(settle(id, 'confirm', { ...colleague, username: town.username })).rejects.toMatchObject({
      kind: 'forbidden',
    });
  });

  test('declined goes back to its town with the reason', async () => {
    const { id } = await start();
    await named(id);
    await settle(id, 'decline');
    expect((await getArea(db, id)).stage).toBe('applied');
    const declined = areasDeclined(await listAreas(db, { town: liantang }));
    expect(declined.map((area) => [area.id, area.steps.at(-1)?.confirmationReason])).toEqual([[id, '文号与文件不符']]);
    expect(areasDeclined(await listAreas(db, { town: jinze }))).toEqual([]);
  });

  test('shows its papers and its proposers to its towns alone', async () => {
    const { id } = await start();
    const pdf = new TextEncoder().encode(
      '%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF\n',
    );
    await advance(id, { stage: 'applied', day: '2022-03-01' }, { name: '申报.pdf', bytes: pdf });
    const area = await getArea(db, id);
    const hash = area.steps[0]?.attachmentHash ?? '';
    expect(hash).not.toBe('');
    expect(areaSeenBy(null, area).steps[0]).toMatchObject({ attachmentHash: null, proposerName: null });
    expect(areaSeenBy(town, area).steps[0]).toMatchObject({ attachmentHash: hash });
    expect(await getAttachment(db, hash, { kind: 'town', town: liantang })).toMatchObject({ name: '申报.pdf' });
    for (const scope of [{ kind: 'town', town: jinze }, { kind: 'none' }] as const)
      await expect(getAttachment(db, hash, scope)).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('what is said of an area', () => {
  test('its town says what it is, the district alone whether it counts and where it lies', async () => {
    const { id } = await start(town, { countsTowardsPlan: 'on', name: '泖甸' }, [zhujiajiao]);
    const own = await getArea(db, id);
    expect([own.countsTowardsPlan, own.towns.map(({ code }) => code)]).toEqual([0, [liantang]]);
    const { change } = await amend(id, { countsTowardsPlan: 'on' }, { reader: town, ticked: [jinze] });
    expect(change).not.toBeNull();
    const after = await getArea(db, id);
    expect([after.name, after.countsTowardsPlan, after.towns[0]?.code]).toEqual(['泖甸示范区', 0, liantang]);
    await amend(id, { countsTowardsPlan: 'on' }, { ticked: [liantang, jinze] });
    expect(await getArea(db, id)).toMatchObject({ countsTowardsPlan: 1, towns: [{ code: liantang }, { code: jinze }] });
  });

  test('says nothing new and makes no change', async () => {
    const { id } = await start();
    expect((await amend(id, { countsTowardsPlan: 'on' })).change).toBeNull();
  });

  test('needs a name of its own and a town', async () => {
    await start();
    await expect(start()).rejects.toMatchObject(wrong('name'));
    await expect(start(district, { name: '另一个' }, [])).rejects.toMatchObject(wrong('towns'));
  });

  test('is merged with what a colleague said meanwhile, and asked about where both said the same field', async () => {
    const { id } = await start();
    const opened = await saved({ countsTowardsPlan: 'on', corridor: '朱枫公路' });
    await amend(id, { countsTowardsPlan: 'on', note: '同事的备注' });
    const by = { reader: colleague, now };
    const same = { id, ticked: [liantang], left: [] };
    expect((await amendArea(db, { ...same, said: opened }, by)).joined).toEqual(['note']);
    expect(await getArea(db, id)).toMatchObject({ corridor: '朱枫公路', note: '同事的备注' });
    const late = { ...opened, corridor: '沈太路' };
    await expect(amendArea(db, { ...same, said: late }, by)).rejects.toMatchObject({
      kind: 'conflict',
      details: { fields: [{ field: 'corridor', theirs: '朱枫公路', mine: '沈太路' }] },
    });
  });
});

describe('its villages', () => {
  test('are taken in by an office and confirmed by the district, not by whoever entered them', async () => {
    const { id } = await start();
    const villageCode = await villageOf('泖甸村');
    await addMember(db, { areaId: id, villageCode, since: '2022-03-01' }, { reader: district, now });
    const seen = { areaId: id, villageCode, seen: await latest() };
    await expect(confirmMember(db, seen, { reader: district, now })).rejects.toMatchObject({ kind: 'forbidden' });
    await confirmMember(db, seen, { reader: colleague, now });
    expect((await getArea(db, id)).members).toMatchObject([{ name: '泖甸村', membership: 'confirmed' }]);
    await expect(
      confirmMember(db, { ...seen, seen: await latest() }, { reader: colleague, now }),
    ).rejects.toMatchObject({ kind: 'conflict' });
    // Whoever still looks at the page before the confirmation takes nothing out unseen.
    await expect(removeMember(db, seen, { reader: town, now })).rejects.toMatchObject({ kind: 'conflict' });
    await removeMember(db, { ...seen, seen: await latest() }, { reader: town, now });
    expect((await getArea(db, id)).members).toEqual([]);
  });

  test('lie in its towns, are members once, and keep a town from being taken away', async () => {
    const { id } = await start(district, {}, [liantang, jinze]);
    const add = async (name: string, since: string | null = null) =>
      addMember(db, { areaId: id, villageCode: await villageOf(name), since }, { reader: district, now });
    await expect(add('张马村')).rejects.toMatchObject(wrong('villageCode'));
    await expect(add('莲湖村', '2026-11-25')).rejects.toMatchObject(wrong('since'));
    await add('莲湖村');
    await expect(add('莲湖村')).rejects.toMatchObject(wrong('villageCode'));
    await expect(amend(id, {}, { ticked: [liantang] })).rejects.toMatchObject(wrong('towns'));
  });

  test('of 商榻 count once the district has confirmed them, and the confirmation can be taken back', async () => {
    const demo = await getFigure(db, 'shangta', { asOf });
    expect(demo.excluded).toHaveLength(9);
    const villageCode = await villageOf('蔡浜村');
    const seen = { areaId: 'shangta', villageCode, seen: await latest() };
    const number = await confirmMember(db, seen, { reader: district, now });
    expect((await getFigure(db, 'shangta', { asOf })).value).toBe(1);
    await undoChange(db, { number: number ?? 0, account: district.username, reason: null, at: now }, checkUndone);
    expect((await getFigure(db, 'shangta', { asOf })).value).toBe(0);
  });

  test('are asked for on the wire with what the page showed', () => {
    expect(AmendMembers.safeParse({ intent: 'add', villageCode: '1', since: '' }).data).toMatchObject({ since: null });
    expect(AmendMembers.safeParse({ intent: 'remove', villageCode: '1' }).success).toBe(false);
    expect(AmendMembers.safeParse({}).success).toBe(false);
  });
});

describe('the list', () => {
  test('shows each area as the day saw it, narrowed by what is asked', async () => {
    const demo = await demoRegister();
    const areas = await listAreas(demo);
    const on = (day: string) => areasOn(areas, day);
    const ids = (search: Parameters<typeof narrowAreas>[1], day = asOf) =>
      narrowAreas(on(day), search).map(({ area }) => area.id);
    expect(ids({})).toHaveLength(areas.length);
    expect(ids({ kind: 'contiguous-villages' })).toEqual(['shangta']);
    expect(ids({ q: '朱枫公路' })).toContain('zhufeng-road');
    expect(ids({ q: '张马村' })).toContain('demo-area-zhangma');
    expect(ids({ q: '张马村' }, '2021-01-01')).not.toContain('demo-area-zhangma');
    for (const stage of ['named', 'none'] as const) expect(ids({ stage }).length, stage).toBeGreaterThan(0);
    const shown = [...ids({ town: zhujiajiao }), ...ids({ town: liantang }), ...ids({ town: jinze })];
    expect(shown.sort()).toEqual(ids({}).sort());
  });

  test('as JSON leaves out what happened after the day', async () => {
    const demo = await demoRegister();
    const areas = await listAreas(demo);
    const json = (day: string) => areasOn(areas, day).map((one) => areaJson(one, day));
    const zhangma = (day: string) => json(day).find(({ id }) => id === 'demo-area-zhangma');
    expect(zhangma('2021-01-01')).toMatchObject({ stage: null, named: false, members: [], steps: [] });
    expect(zhangma(asOf)).toMatchObject({ stage: 'named', named: true, countsTowardsPlan: true, reason: null });
    expect(zhangma(asOf)?.steps).toHaveLength(6);
    expect(JSON.stringify(json(asOf))).not.toMatch(/proposedBy|attachment|zhujiajiao/);
  });
});
