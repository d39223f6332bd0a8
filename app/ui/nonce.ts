import { createContext } from 'react';

/** The nonce of this response's scripts. Undefined in the browser, which hides it from scripts. */
export const NonceContext = createContext<string | undefined>(undefined);

/** The number of the request that is being answered, for a failure that no loader told of; null in the browser. */
export const RequestIdContext = createContext<string | null>(null);
