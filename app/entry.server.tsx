import {
  type AppLoadContext,
  createReadableStreamFromReadable,
  type EntryContext,
  type HandleErrorFunction,
} from '@remix-run/node';
import { isRouteErrorResponse, RemixServer } from '@remix-run/react';
import { isbot } from 'isbot';
import { renderToPipeableStream } from 'react-dom/server';
import { textStream } from '#app/http/text-stream.server.ts';
import { Problem } from '#app/problem.ts';
import { NonceContext, RequestIdContext } from '#app/ui/nonce.ts';

/** Milliseconds after which deferred data are given up. */
export const streamTimeout = 9_000;
/** Long, since what takes so long is a server that is asked by too many: a late page is better than a torn one. */
const RENDER_TIMEOUT = 60_000;

/** Renders a page as a stream. Robots wait for the whole of it, people see the frame at once. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  { nonce, log, requestId }: AppLoadContext,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    let statusNow = status;
    let hasBegun = false;
    const respond = () => {
      hasBegun = true;
      const body = textStream();
      headers.set('Content-Type', 'text/html; charset=utf-8');
      // A page is its reader's: no cache in between may give it to another.
      if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-cache');
      headers.append('Vary', 'Cookie');
      resolve(new Response(createReadableStreamFromReadable(body), { headers, status: statusNow }));
      pipe(body);
    };
    const waitsForAll = isbot(request.headers.get('User-Agent') ?? '');
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RequestIdContext.Provider value={requestId}>
          <RemixServer context={context} url={request.url} abortDelay={RENDER_TIMEOUT} nonce={nonce} />
        </RequestIdContext.Provider>
      </NonceContext.Provider>,
      {
        nonce,
        ...(!waitsForAll && { onShellReady: respond }),
        onAllReady() {
          // The timer holds the whole page.
          clearTimeout(giveUp);
          if (waitsForAll) respond();
        },
        onShellError: reject,
        onError(error) {
          statusNow = 500;
          // What fails before the frame is out is reported by handleError.
          if (hasBegun) log.error({ err: error }, 'render');
        },
      },
    );
    const giveUp = setTimeout(abort, RENDER_TIMEOUT).unref();
  });
}

/** Faults of loaders and actions. What has a name and a status is an answer, a reader who left is no fault. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  const isNamed = (error instanceof Problem || isRouteErrorResponse(error)) && error.status < 500;
  if (!isNamed && !request.signal.aborted) context.log.error({ id: context.requestId, err: error }, 'fault');
};
