/** What holds of areas: which a list shows, what may be saved, and what waits for whom. Pure. */
import type { Reader } from '#app/accounts/policy.rules.ts';
import type { FieldError } from '#app/problem.ts';
import { standingOn } from '#app/titles/title.rules.ts';
import { type CoursePlace, placeOn } from '#app/titles/title-list.rules.ts';
import { standingWords, stepsSeenBy } from '#app/titles/title-words.rules.ts';
import type { AreaMember, AreaSearch, AreaWithSteps } from './area.schema.ts';

/** An area as a day saw it: the villages that had joined by then, and where it stood; null before its first step. */
export interface ListedArea {
  area: AreaWithSteps;
  place: CoursePlace | null;
}

/** What is registered of areas on a day. A membership whose day is not known is taken to have begun. */
export function areasOn(areas: readonly AreaWithSteps[], asOf: string): ListedArea[] {
  return areas.map((area) => ({
    area: { ...area, members: membersOn(area.members, asOf) },
    place: placeOn(area.steps, asOf),
  }));
}

function membersOn(members: readonly AreaMember[], asOf: string): AreaMember[] {
  return members.filter(({ since }) => since === null || since <= asOf);
}

/** Narrows by everything that an address can ask for; `none` are areas without a step. */
export function narrowAreas(
  listed: readonly ListedArea[],
  { q, kind, town, stage }: Partial<AreaSearch>,
): ListedArea[] {
  return listed.filter(
    ({ area, place }) =>
      (kind === undefined || area.kind === kind) &&
      (town === undefined || area.towns.some(({ code }) => code === town)) &&
      (stage === undefined || (place?.stage ?? 'none') === stage) &&
      (q === undefined || [area.name, area.corridor ?? '', ...area.members.map(({ name }) => name)].some(has(q))),
  );
}

const has = (typed: string) => (text: string) => text.includes(typed);

/** An area without what its reader may not see; to be asked before an area leaves a loader. */
export function areaSeenBy(reader: Reader, area: AreaWithSteps): AreaWithSteps {
  const towns = area.towns.map(({ code }) => code);
  return { ...area, steps: stepsSeenBy(reader, towns, area.steps) };
}

/** Whether the area is one of the plan's new ones on a day, as far as itself is concerned, in one sentence. */
export function countingWords(area: Pick<AreaWithSteps, 'countsTowardsPlan' | 'steps'>, asOf: string): string {
  if (area.countsTowardsPlan === 0) return '不计入。区里没有把它列入规划新增的示范区。';
  return standingWords(standingOn(area.steps, asOf));
}

interface Saving {
  name: string;
  towns: readonly string[];
}

/** What is wrong with an area as it would be saved, among all the others. */
export function checkArea(
  { name, towns }: Saving,
  others: readonly Pick<AreaWithSteps, 'name'>[],
  members: readonly AreaMember[],
): FieldError[] {
  const errors: FieldError[] = [];
  if (others.some((other) => other.name === name)) errors.push({ path: 'name', message: '已有同名的示范片区' });
  if (towns.length === 0) errors.push({ path: 'towns', message: '请至少选择一个镇' });
  const outside = members.filter(({ townCode }) => !towns.includes(townCode)).map((member) => member.name);
  if (outside.length > 0)
    errors.push({ path: 'towns', message: `${outside.join('、')}不在所选的镇，请先移出这些成员村` });
  return errors;
}

/** What is wrong with taking a village into an area. `today` is the day in Asia/Shanghai. */
export function checkMember(
  { towns, members }: Pick<AreaWithSteps, 'towns' | 'members'>,
  village: { code: string; name: string; townCode: string } | undefined,
  { since, today }: { since: string | null; today: string },
): FieldError[] {
  const refuse = (path: string, message: string) => [{ path, message }];
  if (!village) return refuse('villageCode', '请选择成员村');
  if (!towns.some(({ code }) => code === village.townCode))
    return refuse('villageCode', `${village.name}不在这个片区所在的镇`);
  if (members.some(({ villageCode }) => villageCode === village.code))
    return refuse('villageCode', `${village.name}已经是成员村`);
  return since !== null && since > today ? refuse('since', '加入日期不能晚于今天') : [];
}

/** What of an area waits for the district: a naming, memberships. */
export interface AreaWaiting {
  area: AreaWithSteps;
  naming: boolean;
  members: AreaMember[];
}

export function areasAwaitingDistrict(areas: readonly AreaWithSteps[]): AreaWaiting[] {
  return areas
    .map((area) => ({
      area,
      naming: area.steps.some(({ confirmation }) => confirmation === 'pending'),
      members: area.members.filter(({ membership }) => membership === 'to-be-confirmed'),
    }))
    .filter(({ naming, members }) => naming || members.length > 0);
}

/** The areas whose last step the district declined. */
export function areasDeclined(areas: readonly AreaWithSteps[]): AreaWithSteps[] {
  return areas.filter(({ steps }) => steps.at(-1)?.confirmation === 'declined');
}
