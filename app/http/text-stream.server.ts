import { Transform } from 'node:stream';

/**
 * The bytes of a page as React writes them, without its padding: React 18 fills a chunk up with zero bytes where the
 * next Chinese character no longer fits into it, and browsers show each as �. Text itself holds no zero byte.
 */
export function textStream(): Transform {
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      done(null, chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk);
    },
  });
}
