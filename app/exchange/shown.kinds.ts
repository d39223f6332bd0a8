/** The sheets of lists that only leave: brands, the plan's indicators and their years, the row of changes. */
import { changeKinds } from '#app/changes/change.schema.ts';
import { indicatorWords, observationWords, planTargetWords } from '#app/plan/plan.fields.ts';
import { brandWords } from '#app/producers/producer.fields.ts';
import { type ListKind, shown } from './row-kind.ts';
import { registerId } from './title.kinds.ts';

const brand = brandWords.fields;

export const brandKind: ListKind = {
  key: 'brands',
  sheet: '品牌',
  noun: brandWords.noun,
  columns: [
    shown('name', brand.name, 'text'),
    ...[shown('kind', brand.kind, 'choice'), shown('category', brand.category, 'choice')],
    shown('producerId', brand.producerId, 'choice', { choices: { list: 'producers' } }),
    ...[shown('protection', brand.protection, 'text'), shown('protectedSince', brand.protectedSince, 'year')],
    shown('specialityOf', brand.specialityOf, 'choice', { choices: { list: 'towns' } }),
    shown('description', brand.description, 'text'),
    registerId('id'),
  ],
  ways: [['name']],
};

const indicator = indicatorWords.fields;
const verdicts = { met: '已达到', 'not-met': '未达到', open: '不能判断' };

export const indicatorKind: ListKind = {
  key: 'indicators',
  sheet: '规划指标',
  noun: indicatorWords.noun,
  columns: [
    shown('label', indicator.label ?? '指标名称', 'text'),
    ...[shown('kind', indicator.kind ?? '类别', 'choice'), shown('attribute', indicator.attribute ?? '属性', 'choice')],
    shown('place', indicator.place ?? '所在章节', 'text'),
    ...[shown('unit', indicator.unit ?? '单位', 'text'), shown('baseline', indicator.baseline ?? '基期值', 'decimal')],
    ...[
      shown('target', planTargetWords.fields.text ?? '目标原文', 'text'),
      shown('targetVersion', '目标版次', 'whole'),
    ],
    ...[shown('value', '现在', 'decimal'), shown('year', '最近一年', 'year')],
    shown('met', '判断', 'choice', { choices: { words: verdicts } }),
    shown('method', '口径版次', 'whole'),
  ],
  ways: [['label']],
};

const observation = observationWords.fields;

export const observationKind: ListKind = {
  key: 'observations',
  sheet: '指标年度数',
  noun: observationWords.noun,
  columns: [
    shown('label', indicator.label ?? '指标名称', 'text'),
    shown('year', observation.year ?? '年度', 'year'),
    ...[shown('value', observation.value ?? '数值', 'decimal'), shown('unit', indicator.unit ?? '单位', 'text')],
    shown('comparison', observation.comparison ?? '对比数', 'decimal'),
    shown('observedOn', observation.observedOn ?? '公布日期', 'day'),
    ...[shown('source', observation.source ?? '数据来源', 'text'), shown('documentNumber', '文号', 'text')],
  ],
  ways: [['label', 'year']],
};

const changeWords = Object.fromEntries(Object.entries(changeKinds).map(([kind, { label }]) => [kind, label]));

export const changeKind: ListKind = {
  key: 'changes',
  sheet: '变更',
  noun: '变更',
  columns: [
    shown('number', '变更号', 'whole'),
    shown('at', '时间', 'text'),
    ...[shown('account', '账户', 'text'), shown('town', '镇', 'text')],
    shown('kind', '类型', 'choice', { choices: { words: changeWords } }),
    shown('reason', '说明', 'text'),
    ...[shown('undoes', '撤销了哪一号', 'whole'), shown('undoneBy', '被哪一号撤销', 'whole')],
  ],
  ways: [['number']],
};
