/**
 * The concluding words on the plan. They claim no more than the figures do: 已达到 only of a figure that is met, all
 * of them only where every target in force is, and the gaps of the register are said in the same breath.
 */
import type { Figure } from '#app/plan/figure.schema.ts';
import { targetWords } from '#app/plan/figure-words.rules.ts';
import { planPeriod } from '#app/plan/plan.fields.ts';
import { formatDay } from '#app/ui/format.ts';
import { lacksOf, unsaid } from './missing.rules.ts';
import { valueWords } from './report-blocks.rules.ts';

/** One sentence a paragraph. */
export function conclusionOf(figures: readonly Figure[], asOf: string): string[] {
  const [town] = figures.map((figure) => figure.town);
  if (town) return ['规划的目标按三镇合计，不分镇，本镇只列数，不作达到与否的结论。'];
  const aimed = figures.filter(({ target }) => target !== null);
  if (aimed.length === 0) return [`${formatDay(asOf)}还没有生效的目标，不作结论。`];
  const met = aimed.filter((figure) => figure.met === true);
  const short = aimed.filter((figure) => figure.met === false);
  const unclear = aimed.filter((figure) => figure.met === null);
  return [
    ...(asOf < planPeriod.to ? [`业务日期时规划期还没有结束，以下不是规划期末的结论。`] : []),
    verdict(aimed.length, met.length, short.length, unclear.length),
    ...(met.length > 0 ? [`已达到的：${list(met)}。`] : []),
    ...(short.length > 0 ? [`尚未达到的：${list(short)}。`] : []),
    ...(unclear.length > 0 ? [`不能判断的：${list(unclear)}。`] : []),
    ...reserve(figures),
  ];
}

function verdict(all: number, met: number, short: number, unclear: number): string {
  if (met === all) return `规划定有目标的 ${all} 项，按在册数据都已达到。`;
  const parts = [`已达到 ${met} 项`, `尚未达到 ${short} 项`, ...(unclear > 0 ? [`不能判断 ${unclear} 项`] : [])];
  return `规划定有目标的 ${all} 项，按在册数据${parts.join('，')}，规划目标没有全部达到。`;
}

const list = (figures: readonly Figure[]) =>
  figures.map((figure) => `${figure.label}（${valueWords(figure)}，${targetWords(figure)}）`).join('、');

/** What the conclusion stands on. */
function reserve(figures: readonly Figure[]): string[] {
  const lacks = lacksOf(figures);
  const open = unsaid(figures).map((words) => `${words}结论只就在册数据而言，补登、确认之后可能改变。`);
  if (lacks.length === 0) return open;
  const labels = [...new Set(lacks.map(({ label }) => label))];
  return [
    `登记还不完整，涉及${labels.join('、')}，详见“还缺什么”。结论只就在册数据而言，补登、确认之后可能改变。`,
    ...open,
  ];
}
