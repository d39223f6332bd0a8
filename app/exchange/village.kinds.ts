/** The sheets of villages and of their yearly ledgers. */
import { levelWords } from '#app/villages/level.rules.ts';
import { ledgerFields } from '#app/villages/statistic.fields.ts';
import { AmendStatistics, Ledger } from '#app/villages/statistic.schema.ts';
import { statisticWords, villageEventWords, villageWords } from '#app/villages/village.fields.ts';
import { Profile } from '#app/villages/village.schema.ts';
import { type Column, type RowKind, shown, written } from './row-kind.ts';

const village = villageWords.fields;

/** The village of a row: by its code, or by its name where the code is left empty. */
export const villageCode = shown('villageCode', village.code, 'code', {
  hint: '12 位统计用区划代码。填了代码，村名可以不填',
});
export const villageName = shown('villageName', village.name, 'choice', {
  hint: '从下拉列表中选择',
  choices: { list: 'villages' },
});
export const townOfRow = shown('townCode', village.townCode, 'choice', { choices: { list: 'towns' } });

export const villageKind: RowKind = {
  key: 'villages',
  sheet: '村庄',
  noun: villageWords.noun,
  columns: [
    shown('code', village.code, 'code', { hint: '12 位统计用区划代码，凭它认出是哪个村，请勿改动' }),
    shown('name', village.name, 'text', { hint: '供核对。更名请在村庄沿革里登记' }),
    townOfRow,
    shown('level', '等级', 'choice', {
      choices: { words: { ...levelWords, none: '暂无等级' } },
      hint: '按业务日期当天已确认的命名计算',
    }),
    shown('retention', village.retention, 'choice'),
    shown('retentionProposal', village.retentionProposal, 'choice'),
    written('industry', village.industry, Profile.shape.industry, 'text', { hint: '如 茭白、稻米，最多 200 字' }),
    written('settlements', village.settlements, Profile.shape.settlements, 'text', {
      hint: '用顿号隔开，最多 500 字',
    }),
    written('introduction', village.introduction, Profile.shape.introduction, 'text', {
      hint: '位置、历史、风貌，最多 2000 字',
    }),
    shown('endKind', '撤并', 'choice', { choices: { words: villageEventWords.fields.kind?.values ?? {} } }),
    shown('endDay', '撤并日期', 'day'),
  ],
  ways: [['code'], ['townCode', 'name']],
  permission: 'village.amend',
};

const year = shown('year', statisticWords.fields.year ?? '年份', 'year', { hint: '四位数的年份，如 2024' });

/** Population and organisations are counted; land and income are measured. */
function ledgerColumn(key: keyof Ledger): Column {
  const wire = Ledger.shape[key];
  const counted = !wire.safeParse('0.5').success;
  return written(key, statisticWords.fields[key] ?? key, wire, counted ? 'whole' : 'decimal', {
    hint: counted ? '整数，没有采集到的留空，不填 0' : '最多两位小数，没有采集到的留空，不填 0',
  });
}

export const statisticKind: RowKind = {
  key: 'statistics',
  sheet: '年度台账',
  noun: statisticWords.noun,
  columns: [
    ...[villageCode, villageName, townOfRow, year],
    ...ledgerFields.map(ledgerColumn),
    written('confirmJump', '变化已核对', AmendStatistics.shape.confirmJump, 'flag', {
      asked: true,
      hint: '与上次相比变化超过一半的，核对无误后填“是”',
    }),
  ],
  ways: [
    ['villageCode', 'year'],
    ['villageName', 'year'],
  ],
  permission: 'statistics.amend',
};
