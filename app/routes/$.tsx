import { reads, writes } from '#app/http/guard.server.ts';
import { notFound } from '#app/problem.ts';

/** Every address that is no page of the register; and what was refused before its page saw it. */
export const loader = reads('session.start', async ({ context }) => {
  throw context.refusal ?? notFound('这个页面');
});

export const action = writes('session.start', async () => {
  throw notFound('这个页面');
});

export default function NoSuchPage() {
  return null;
}
