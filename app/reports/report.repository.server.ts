/** The reports that offices made and keep. */
import type { Scope } from '#app/accounts/policy.rules.ts';
import { notFound } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import type { NewRow, Row } from '#db/tables.ts';

/** A kept report as its list tells it; who made it is for those alone whose scope reaches it. */
export type KeptReport = Omit<Row<'report'>, 'madeBy' | 'madeIn'> & { maker: string | null; office: string };

const newestFirst = 200;

/**
 * The newest kept reports within reach: the public ones for everybody; beyond them those of its own office and of the
 * district for a town's office, all for the district and viewers.
 */
export async function listKeptReports(db: Db, scope: Scope): Promise<KeptReport[]> {
  const rows = await within(db, scope)
    .orderBy('report.madeAt', 'desc')
    .orderBy('report.id')
    .limit(newestFirst)
    .execute();
  return rows.map((row) => asSeen(row, scope));
}

/** The kept prints of one page, within reach: they differ by the time of making alone. */
export async function listKeptOfCode(db: Db, code: string, scope: Scope): Promise<KeptReport[]> {
  const rows = await within(db, scope).where('report.code', '=', code).orderBy('report.madeAt', 'desc').execute();
  return rows.map((row) => asSeen(row, scope));
}

/** @throws Problem `not-found`, also for one that is out of reach */
export async function getKeptReport(db: Db, id: string | undefined, scope: Scope) {
  const report = await within(db, scope)
    .innerJoin('attachment', 'attachment.hash', 'report.hash')
    .select('attachment.bytes')
    .where('report.id', '=', id ?? '')
    .executeTakeFirst();
  if (!report) throw notFound('这份报告');
  return report;
}

export async function insertReport(trx: Db, report: NewRow<'report'>): Promise<void> {
  await trx.insertInto('report').values(report).execute();
}

function within(db: Db, scope: Scope) {
  const reports = db
    .selectFrom('report')
    .leftJoin('account', 'account.username', 'report.madeBy')
    .leftJoin('town', 'town.code', 'report.madeIn')
    .selectAll('report')
    .select(['account.name as makerName', 'town.name as madeInName']);
  switch (scope.kind) {
    case 'all':
      return reports;
    case 'town':
      return reports.where((eb) =>
        eb.or([eb('report.public', '=', 1), eb('report.madeIn', 'is', null), eb('report.madeIn', '=', scope.town)]),
      );
    case 'producer':
    case 'none':
      return reports.where('report.public', '=', 1);
  }
}

type Found = Row<'report'> & { makerName: string | null; madeInName: string | null };

function asSeen({ makerName, madeInName, madeBy, madeIn, ...report }: Found, scope: Scope): KeptReport {
  const reaches = scope.kind === 'all' || scope.kind === 'town';
  return {
    ...report,
    maker: reaches ? (makerName ?? madeBy) : null,
    office: madeIn === null ? '区级' : (madeInName ?? madeIn),
  };
}
