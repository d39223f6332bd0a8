/** Milliseconds that a page waits for what is soon done. */
const patience = 1_500;

/** What a job gives that is soon done; null where it takes longer: then its page tells how far it is. */
export const soon = <T>(job: Promise<T>): Promise<T | null> =>
  Promise.race([job, new Promise<null>((resolve) => setTimeout(() => resolve(null), patience))]);
