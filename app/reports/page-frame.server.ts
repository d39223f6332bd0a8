/** What stands around every printed page: its two times, the code that proves it, the day of its change. */
import { dayInShanghai } from '#app/day.ts';
import { paths } from '#app/http/paths.ts';
import { hasFewTowns } from '#app/plan/plan.repository.server.ts';
import { Problem } from '#app/problem.ts';
import { formatDay, formatInstant } from '#app/ui/format.ts';
import { qrSvg } from '#app/ui/qr.ts';
import type { Db } from '#db/client.server.ts';
import { findSeal, getVerificationKey, isDemonstration } from './register.repository.server.ts';
import { isIssued, issueCode, type PageIdentity, readCode } from './verification-code.server.ts';
import type { PageFrame } from './village-sheet.ts';

export interface Printing {
  /** `YYYY-MM-DD` */
  asOf: string;
  change: number;
  generatedAt: Date;
  /** Base of the link in the QR code. */
  publicUrl: string;
}

/** @throws Problem `invalid` for a day that has not come: nobody can say what will hold on it */
export function refuseComingDay({ asOf, generatedAt }: Pick<Printing, 'asOf' | 'generatedAt'>): void {
  if (asOf > dayInShanghai(generatedAt)) throw new Problem('invalid', '业务日期还没有到，不能出具报告。');
}

/**
 * Refuses what lists the rows of all towns where these are many: neither would it fit on paper, nor would anybody read it.
 *
 * @throws Problem `invalid`
 */
export async function refuseManyTowns(db: Db, town: string | null): Promise<void> {
  if (town === null && !(await hasFewTowns(db)))
    throw new Problem('invalid', '登记簿里的镇很多，这份材料分镇出具。请先选一个镇，或在地址里写上 town=镇的代码。');
}

/** Only `foot.generatedAt` follows the clock; all else is the same whenever the page is printed. */
export async function framePage(
  register: Db,
  page: PageIdentity,
  title: string,
  { asOf, change, generatedAt, publicUrl }: Printing,
): Promise<PageFrame> {
  const seal = await findSeal(register, change);
  const code = issueCode(page, { key: await getVerificationKey(register), hash: seal?.hash ?? '' });
  const url = `${publicUrl}${paths.verify(code)}`;
  const verify = { code, url, qrSvg: qrSvg(url, { sizeMm: 24 }), head: seal?.hash ?? '' };
  return {
    ...{ title, verify, demo: await isDemonstration(register) },
    foot: { asOf: formatDay(asOf), change: `第 ${change} 号`, generatedAt: formatInstant(generatedAt.toISOString()) },
    documentDate: dayInShanghai(seal ? new Date(seal.at) : generatedAt),
  };
}

/**
 * The page that a code was issued for, and when its change was made; null where this register never issued the code, or
 * its history up to that change is no longer the same.
 */
export async function findIssuedPage(
  register: Db,
  code: string,
): Promise<{ page: PageIdentity; sealedAt: string } | null> {
  const page = readCode(code);
  const seal = page && (await findSeal(register, page.change));
  if (!page || !seal) return null;
  const proof = { key: await getVerificationKey(register), hash: seal.hash };
  return isIssued(code, page, proof) ? { page, sealedAt: seal.at } : null;
}
