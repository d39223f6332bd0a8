/** What is sent to the port and is no request: the program behind it never hears of it, so it is answered here. */
import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import { type RefusalStatus, refusalPage } from './refusal.server.ts';

const statuses: Record<string, RefusalStatus> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** Node's own answer has no body, and a browser would show a page of its own: a search that is too long ends here, too. */
export function answerUnreadable(server: Server, log: Pick<Logger, 'info'>): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const status = statuses[error.code ?? ''] ?? 400;
    const id = randomUUID();
    log.info({ id, status, reason: error.code }, 'unreadable');
    const page = refusalPage(status, id);
    const head = [
      `HTTP/1.1 ${status} Refused`,
      'Connection: close',
      'Cache-Control: no-store',
      'Content-Type: text/html; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(page)}`,
      `X-Request-Id: ${id}`,
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${page}`);
  });
}
