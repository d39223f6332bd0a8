/** The two times of a report: what the address asks for, and where it asks for nothing, the kind's own day and the latest. */
import type { View } from '#app/http/view.server.ts';
import { notFound } from '#app/problem.ts';
import { ReportKind, reportKinds } from './report-kind.ts';

/** @throws Problem `not-found` for what is no kind of report */
export function kindOf(text: string | undefined): ReportKind {
  const kind = ReportKind.safeParse(text);
  if (!kind.success) throw notFound('这种报告');
  return kind.data;
}

export function timesOf(kind: ReportKind, { pin, today, change }: View): { asOf: string; change: number } {
  return { asOf: pin.asOf ?? reportKinds[kind].day ?? today, change };
}
