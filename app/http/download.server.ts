/** Files that are made while they are sent. */
import { conditionalHeaders, isFresh } from './api.server.ts';
import type { Visit } from './guard.server.ts';
import { streamOf } from './piece-stream.server.ts';

interface Download {
  mediaType: string;
  /** As the reader's computer keeps it, in Chinese. */
  name: string;
  /** For programs that read no RFC 5987: letters and digits. */
  plainName: string;
  make: () => Promise<AsyncIterable<Uint8Array | string>>;
}

/** Answers with a file, or with 304 before anything is made. */
export async function answerFile(visit: Visit, { mediaType, name, plainName, make }: Download): Promise<Response> {
  const headers = conditionalHeaders(visit);
  if (isFresh(visit)) return new Response(null, { status: 304, headers });
  const disposition = `attachment; filename="${plainName}"; filename*=UTF-8''${encodeURIComponent(name)}`;
  return new Response(streamOf(await make(), visit.request.signal), {
    headers: { ...headers, 'Content-Type': mediaType, 'Content-Disposition': disposition },
  });
}
