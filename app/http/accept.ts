/** Which form of an answer a client wants (RFC 9110, 12.5.1), of the two that lists have. */

/** Whether CSV is wanted rather than JSON; what is not said is JSON. */
export function prefersCsv(accept: string | null): boolean {
  // Asked of every request, and hardly ever so.
  if (accept === null || !/csv/i.test(accept)) return false;
  const wanted = accept
    .split(',')
    .map((part) => {
      const [type = '', ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return { type, weight: weight === undefined ? 1 : Number(weight.slice(2)) };
    })
    .filter(({ weight }) => weight > 0);
  const csv = wanted.find(({ type }) => type === 'text/csv');
  const json = wanted.find(({ type }) => ['application/json', 'application/*', '*/*'].includes(type));
  return csv !== undefined && (json === undefined || csv.weight >= json.weight);
}

/** The best form of compression that a client reads. */
export function codingOf(accept: string | string[] | undefined): 'br' | 'gzip' | 'identity' {
  const codings = String(accept ?? '')
    .toLowerCase()
    .split(',')
    .filter((coding) => !/;\s*q=0(\.0*)?\s*$/.test(coding))
    .map((coding) => coding.split(';')[0]?.trim());
  return codings.includes('br') ? 'br' : codings.includes('gzip') ? 'gzip' : 'identity';
}
