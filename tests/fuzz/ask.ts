/** Asking a server in ways that no browser would: any path, any header, any bytes. */
import { Agent, request } from 'node:http';

export interface Question {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: Uint8Array | string;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** Milliseconds until the whole of it was there. */
  took: number;
}

const ownAgent = new Agent({ keepAlive: true, maxSockets: 4 });

export function ask(
  base: string,
  { method = 'GET', path, headers = {}, body }: Question,
  agent = ownAgent,
): Promise<Answer> {
  const { hostname, port } = new URL(base);
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
    const asked = request({ agent, hostname, port, method, path, headers: { ...length, ...headers } }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
          body: Buffer.concat(pieces).toString(),
          took: performance.now() - begun,
        }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
