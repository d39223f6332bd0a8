import { reads } from '#app/http/guard.server.ts';
import { notFound } from '#app/problem.ts';

/** Every address under /api that is none of the interface: answered as a problem document, not as a page. */
export const loader = reads('session.start', async () => {
  throw notFound('这个接口');
});
