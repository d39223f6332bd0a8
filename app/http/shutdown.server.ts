/** Ending quickly without cutting anybody off. */
import type { Server, ServerResponse } from 'node:http';
import type { Lifetime } from './health.server.ts';

/** Milliseconds after which connections that still answer are cut. */
const PATIENCE = 8_000;

/**
 * Watches a server's responses from now on and gives the function that closes it: running requests are answered,
 * every connection is told to close, and the promise is fulfilled when the last one has.
 */
export function gracefulClose(server: Server, lifetime: Lifetime): () => Promise<void> {
  const open = new Set<ServerResponse>();
  // First in line, so that the header is set before a handler answers.
  server.prependListener('request', (_request, response) => {
    open.add(response);
    if (lifetime.isClosing) endConnection(response);
    response.on('close', () => {
      open.delete(response);
      // A response whose headers had left before the closing keeps its connection alive otherwise.
      if (lifetime.isClosing) setImmediate(() => server.closeIdleConnections());
    });
  });
  return () =>
    new Promise((resolve) => {
      lifetime.isClosing = true;
      for (const response of open) endConnection(response);
      const cut = setTimeout(() => server.closeAllConnections(), PATIENCE);
      server.close(() => {
        clearTimeout(cut);
        resolve();
      });
      server.closeIdleConnections();
    });
}

function endConnection(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}
