import { setTimeout } from 'node:timers/promises';
import { standsStill } from '#app/accounts/session.repository.server.ts';
import { getImport } from '#app/exchange/import.repository.server.ts';
import { reads } from '#app/http/guard.server.ts';

const ownTown = { town: async ({ reader }: { reader: { townCode: string | null } }) => reader.townCode };

/** Milliseconds between two events, and after which a stream ends: a browser asks again, a server that closes may not wait. */
const pace = 400;
const longest = 5_000;

/** How far an import is, or its undo, as server-sent events: `progress` while it goes on, `done` once. */
export const loader = reads('import.run', ownTown, async ({ register, reader, visitor, params, context, request }) => {
  const { id } = await getImport(register, params.id, reader);
  async function* events() {
    yield 'retry: 500\n\n';
    for (let waited = 0; waited < longest && !request.signal.aborted; waited += pace) {
      if (!(await standsStill(register, reader, visitor.session))) return;
      const { state, appliedChange } = await getImport(register, id, reader);
      const undoing = appliedChange === null ? null : context.imports.undoing(appliedChange);
      const isUndoing = undoing?.refusal === null;
      if (state !== 'reading' && state !== 'writing' && !isUndoing) {
        yield 'event: done\ndata: {}\n\n';
        return;
      }
      yield `event: progress\ndata: ${JSON.stringify(isUndoing ? undoing.progress : context.imports.progress(id))}\n\n`;
      await setTimeout(pace);
    }
  }
  return new Response(streamOf(events()), {
    headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store, no-transform' },
  });
});

function streamOf(events: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await events.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await events.return(undefined);
    },
  });
}
