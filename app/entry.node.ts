/** The built program: the register over HTTP. Started by `app/start.mjs` with the project as working directory. */

import path from 'node:path';
import * as build from 'virtual:remix/server-build';
import { createRequestHandler } from '@remix-run/express';
import type { ServerBuild } from '@remix-run/node';
import { builtFiles } from '#app/http/express.server.ts';
import { routeTable } from '#app/http/route-table.server.ts';
import { serve } from '#app/serve.server.ts';

await serve({
  importThread: path.resolve('build/server/entry.import.js'),
  files: builtFiles('build/client'),
  routes: routeTable(build.routes),
  pages: (getLoadContext) =>
    createRequestHandler({ build: build satisfies ServerBuild, mode: 'production', getLoadContext }),
});
