/** The sheets of titles, of areas and of the villages of areas; titles and areas with the step that they stand at. */
import { areaMemberWords, areaTownWords, areaWords } from '#app/areas/area.fields.ts';
import { AddMember, SaveArea } from '#app/areas/area.schema.ts';
import { optionalText } from '#app/fields.ts';
import { titleStepWords, titleWords } from '#app/titles/title.fields.ts';
import { StartTitle } from '#app/titles/title.schema.ts';
import { levelWords } from '#app/villages/level.rules.ts';
import { type RowKind, shown, written } from './row-kind.ts';
import { townOfRow, villageCode, villageName } from './village.kinds.ts';

const title = titleWords.fields;
const step = titleStepWords.fields;
const area = areaWords.fields;
const member = areaMemberWords.fields;
const form = StartTitle.shape;

/** The identity that the register gave a row; a new row has none. */
export const registerId = (key: string) =>
  shown(key, '登记编号', 'code', { hint: '登记簿给的编号，请勿改动；新增的行留空' });

export const titleKind: RowKind = {
  key: 'titles',
  sheet: '荣誉与创建',
  noun: titleWords.noun,
  columns: [
    ...[villageCode, villageName, townOfRow],
    written('programmeKey', title.programmeKey, form.programmeKey, 'choice', {
      choices: { list: 'programmes' },
      hint: '从下拉列表中选择',
    }),
    written('awardYear', title.awardYear, form.awardYear, 'year', {
      hint: '文件写明的年度，可能早于命名的日期，如 2020。不详的留空',
    }),
    written('stage', title.stage, form.stage, 'choice', { hint: '已经走到哪一步，从下拉列表中选择' }),
    written('day', step.day, form.day, 'day', { hint: '走到这一步的日期，文件上写的' }),
    written('precision', '只知道不迟于这一天', form.precision, 'flag', { hint: '具体日期不详的填“是”' }),
    written('documentNumber', step.documentNumber, form.documentNumber, 'text', {
      hint: '如 青农委〔2023〕12号，最多 60 字',
    }),
    written('reason', step.reason, form.reason, 'text', {
      hint: '跳过了前面的步骤，或是退回、取消、撤销的，写明原因，最多 500 字',
    }),
    written('note', step.note, form.note, 'text', { hint: '最多 500 字' }),
    shown('confirmation', step.confirmation, 'choice'),
    shown('level', '等级', 'choice', { choices: { words: levelWords }, hint: '项目给予的等级' }),
    shown('counts', '业务日期当天计入', 'flag'),
    registerId('id'),
  ],
  ways: [['id'], ['villageCode', 'programmeKey', 'awardYear'], ['villageName', 'programmeKey', 'awardYear']],
  permission: 'title.advance',
};

export const areaKind: RowKind = {
  key: 'areas',
  sheet: '示范片区',
  noun: areaWords.noun,
  columns: [
    written('name', area.name, SaveArea.shape.name, 'text', { hint: '最多 40 字，不能与别的片区同名' }),
    written('kind', area.kind, SaveArea.shape.kind, 'choice', { hint: '从下拉列表中选择' }),
    written('towns', `所在${areaTownWords.fields.townCode.label}`, optionalText(60), 'text', {
      hint: '跨镇的用顿号隔开，如 朱家角镇、金泽镇。由区里填写',
    }),
    written('corridor', area.corridor, SaveArea.shape.corridor, 'text', { hint: '如 沈太路，最多 40 字' }),
    written('countsTowardsPlan', area.countsTowardsPlan, SaveArea.shape.countsTowardsPlan, 'flag', {
      hint: '是否计入规划新增的示范区，由区里填写',
    }),
    written('note', area.note, SaveArea.shape.note, 'text', { hint: '最多 500 字' }),
    shown('awardYear', area.awardYear, 'year'),
    shown('stage', area.stage, 'choice'),
    shown('day', '走到这一步的日期', 'day'),
    shown('confirmation', step.confirmation, 'choice'),
    shown('members', '成员村数', 'whole', { unit: '个' }),
    registerId('id'),
  ],
  ways: [['id'], ['name']],
  permission: 'area.amend',
};

export const areaMemberKind: RowKind = {
  key: 'area-members',
  sheet: '片区成员村',
  noun: areaMemberWords.noun,
  columns: [
    shown('areaName', '片区名称', 'choice', { choices: { list: 'areas' }, hint: '从下拉列表中选择' }),
    ...[villageCode, villageName, townOfRow],
    written('since', member.since, AddMember.shape.since, 'day', { hint: '不详的留空' }),
    shown('membership', member.membership, 'choice'),
    shown('areaId', '片区编号', 'code', { hint: '登记簿给的编号。填了编号，片区名称可以不填' }),
  ],
  ways: ['areaId', 'areaName'].flatMap((one) => ['villageCode', 'villageName'].map((other) => [one, other])),
  permission: 'area.amend',
};
