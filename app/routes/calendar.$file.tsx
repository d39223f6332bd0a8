import { openCalendar } from '#app/certificates/open-calendar.server.ts';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { notFound } from '#app/problem.ts';

/** A calendar for whoever knows its address: `/calendar/<token>.ics`. */
export const loader = reads('public.read', async ({ params, register, view, context }) => {
  const token = /^([\w-]{43})\.ics$/.exec(params.file ?? '')?.[1];
  if (token === undefined) throw notFound('这份日历');
  const { publicUrl } = context.config;
  const href = (id: string) => publicUrl + paths.certificate(id);
  const calendar = await openCalendar(register, { token, today: view.today, href });
  return new Response(calendar, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="certificates.ics"',
      'Cache-Control': 'private, no-store',
      'X-Robots-Tag': 'noindex',
    },
  });
});
