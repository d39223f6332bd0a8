/** `npm run dev`: the same server over Vite, which compiles what is asked for and reloads what changes. */
import { createRequestHandler } from '@remix-run/express';
import { createServer } from 'vite';

process.env.NODE_ENV = 'development';
const vite = await createServer({ configFile: 'remix.config.js', server: { middlewareMode: true } });
const { serve } = await vite.ssrLoadModule('/app/serve.server.ts');

await serve({
  files: vite.middlewares,
  // Vite knows the routes, and may change them: nothing of them is known here.
  routes: { nameOf: () => 'development', resourceOf: () => null, takesForms: () => true },
  /** @param {import('@remix-run/express').GetLoadContextFunction} getLoadContext */
  pages: (getLoadContext) =>
    createRequestHandler({
      build: /** @type {() => Promise<any>} */ (() => vite.ssrLoadModule('virtual:remix/server-build')),
      mode: 'development',
      getLoadContext,
    }),
});
