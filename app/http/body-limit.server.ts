/** Bodies beyond what a form or a spreadsheet needs are refused with 413, declared or not. */
import type { Request, RequestHandler } from 'express';
import { refuseInFrame } from './refusal.server.ts';

/** Bytes: an attachment of 10 MB and the form around it. */
export const BODY_LIMIT = 12 * 1024 * 1024;

/** Up to this many bytes a refused body is still read to its end: a browser shows the answer only then. */
const DRAIN_LIMIT = 20 * BODY_LIMIT;

export const limitBody: RequestHandler = (request, response, next) => {
  const tooLarge = () => {
    if (refuseInFrame(request, response, 413)) next();
  };
  // Such a connection, a proxy's as a rule, ends with the answer, which is lost while the sender is still writing.
  const endsWithAnswer = request.get('Connection') === 'close';
  const declared = Number(request.get('Content-Length') ?? 0);
  if (declared > BODY_LIMIT) {
    if (declared > DRAIN_LIMIT) response.set('Connection', 'close');
    if (declared <= DRAIN_LIMIT && endsWithAnswer) request.resume().once('end', tooLarge);
    else tooLarge();
  } else if (request.get('Transfer-Encoding') === undefined) next();
  else holdBody(request, { whole: next, tooLarge, endsWithAnswer });
};

interface Held {
  /** The body has come to its end, and the request is as if it had just begun. */
  whole(): void;
  /** Called once; nothing of the body is left to be read. */
  tooLarge(): void;
  endsWithAnswer: boolean;
}

/**
 * Holds a body back whose length was not declared until all of it is there, as a proxy does, so that no route begins to
 * read what is too large. It listens where the parser hands the bytes over, because a listener on the stream itself would
 * set it flowing before the route reads it.
 */
function holdBody(request: Request, { whole, tooLarge, endsWithAnswer }: Held): void {
  // What came with the head is in the stream already, perhaps all of it.
  if (request.complete) {
    whole();
    return;
  }
  let seen = request.readableLength;
  let held: Buffer[] = [];
  const push = request.push.bind(request);
  request.push = (chunk: Buffer | null) => {
    if (chunk === null) {
      request.push = push;
      for (const piece of held) push(piece);
      push(null);
      if (seen <= BODY_LIMIT) whole();
      else {
        request.resume();
        if (endsWithAnswer) tooLarge();
      }
      return true;
    }
    const isNews = seen <= BODY_LIMIT;
    seen += chunk.length;
    if (seen <= BODY_LIMIT) held.push(chunk);
    else if (isNews) {
      held = [];
      if (!endsWithAnswer) tooLarge();
    }
    // Closing at once would throw the answer away with what its sender is still writing.
    if (seen > DRAIN_LIMIT) request.destroy();
    return true;
  };
  // The parser stops where nobody reads; this asks it to go on, without taking anything out of the stream.
  request._read(0);
}
