/** Whoever reads the history of a row reads it in Chinese: every column has a word, or is known to be internal. */
import { expect, test } from 'vitest';
import { tableWords } from '#app/exchange/words.ts';
import { columnsOf } from '#db/columns.ts';
import { type RegisteredName, registered, registeredNames } from '#db/registered.ts';

/** What belongs to the machinery: where a row comes from, its change, spellings for the search. */
const internal = ['origin', 'source', 'change', 'pinyin', 'initials'];

/** What is told by other words, is a code of files or places, or is a secret. */
const untold: Partial<Record<RegisteredName, readonly string[]>> = {
  village: ['retentionProposedBy'],
  villageEvent: ['villageCode'],
  titleStep: ['attachmentHash'],
  areaStep: ['attachmentHash'],
  target: ['attachmentHash'],
  observation: ['attachmentHash'],
  certificate: ['attachmentHash'],
  indicator: ['position'],
  method: ['settings', 'attachmentHash'],
  product: ['pictures', 'verifyCode'],
  productDraft: ['pictures', 'bases', 'reasons'],
};

test.each(registeredNames)('%s is described in Chinese, column by column', (table) => {
  const { noun, fields } = tableWords[table];
  const columns: readonly string[] = columnsOf(table);
  expect(noun).toMatch(/^[\u4e00-\u9fff]+$/);
  for (const { label } of Object.values(fields)) expect(label).toMatch(/[\u4e00-\u9fff]/);
  expect(
    Object.keys(fields).filter((field) => !columns.includes(field)),
    'words of columns that are not there',
  ).toEqual([]);
  const left = [...internal, ...registered[table].key, ...(untold[table] ?? [])];
  expect(columns.filter((column) => !(column in fields) && !left.includes(column))).toEqual([]);
});
