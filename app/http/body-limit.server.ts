/** Bodies beyond what a form or a spreadsheet needs are refused with 413, declared or not. */
import type { Request, RequestHandler } from 'express';
import { refuse, refuseInFrame } from './refusal.server.ts';

/** Bytes: an attachment of 10 MB and the form around it. */
export const BODY_LIMIT = 12 * 1024 * 1024;

/** Up to this many bytes a refused body is still read to its end: a browser shows the answer only then. */
const DRAIN_LIMIT = 20 * BODY_LIMIT;

export const limitBody: RequestHandler = (request, response, next) => {
  const declared = Number(request.get('Content-Length') ?? 0);
  if (declared > BODY_LIMIT) {
    if (declared > DRAIN_LIMIT) response.set('Connection', 'close');
    const answer = () => {
      if (refuseInFrame(request, response, 413)) next();
    };
    const isRead = declared <= DRAIN_LIMIT && request.get('Connection') === 'close';
    if (!isRead) return answer();
    // Such a connection, a proxy's as a rule, ends with the answer, which is lost while the sender is still writing.
    request.resume().once('end', answer);
    return;
  }
  if (request.get('Transfer-Encoding') !== undefined) {
    countBody(request, () => refuse(request, response, 413));
  }
  next();
};

/**
 * Counts what arrives where nothing was declared. It listens where the parser hands the bytes over, because a
 * listener on the stream itself would set it flowing before the route reads it.
 */
function countBody(request: Request, exceeded: () => void): void {
  let seen = 0;
  const push = request.push.bind(request);
  request.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
    const already = seen > BODY_LIMIT;
    seen += chunk?.length ?? 0;
    // Closing at once would throw the answer away with what its sender is still writing.
    if (seen > DRAIN_LIMIT) request.destroy();
    if (already) return true;
    if (seen <= BODY_LIMIT) return push(chunk, encoding);
    exceeded();
    // The reader must see a failure: a body that merely ended would be taken for a whole one.
    if (request.listenerCount('error') > 0) request.emit('error', new Error('body too large'));
    return true;
  };
}
