/** A body that is made while it is sent. */

const encoder = new TextEncoder();

/**
 * The next piece is made only when the one before is taken.
 *
 * @param signal of the request: Remix goes on taking pieces for a client that has gone away, so the making stops itself
 */
export function streamOf(pieces: AsyncIterable<Uint8Array | string>, signal: AbortSignal): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  const stop = async () => {
    await iterator.return?.();
  };
  return new ReadableStream({
    async pull(controller) {
      if (signal.aborted) {
        await stop();
        controller.close();
        return;
      }
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value);
    },
    cancel: stop,
  });
}
