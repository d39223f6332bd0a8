/** PDF as an answer, opened in the browser and saved under its Chinese name. */
import { conditionalHeaders, isFresh } from './api.server.ts';
import type { Visit } from './guard.server.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Answers with pages set for this visit, or with 304 before anything is set: only their time of making would differ. */
export async function answerPdf(visit: Visit, make: () => Promise<{ pdf: Bytes; name: string }>): Promise<Response> {
  const headers = conditionalHeaders(visit);
  if (isFresh(visit)) return new Response(null, { status: 304, headers });
  const { pdf, name } = await make();
  return pdfResponse(pdf, name, headers);
}

export function pdfResponse(pdf: Bytes, name: string, headers: Record<string, string>): Response {
  return new Response(pdf, {
    headers: {
      ...headers,
      'Content-Type': 'application/pdf',
      'Content-Length': String(pdf.length),
      'Content-Disposition': `inline; filename="report.pdf"; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  });
}
