// This file is the Vite configuration: `remix vite:build --config remix.config.js`, `vitest --config remix.config.js`.
import { vitePlugin as remix } from '@remix-run/dev';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { onlyPostgres, onlySqlite } from './tests/support/only-one-engine.mjs';

const underTest = process.env.VITEST !== undefined;

/** Where the tests' registers are: in memory, or in a PostgreSQL that is started for the run (`npm run test:postgres`). */
const onPostgres = process.env.TEST_ENGINE === 'postgres' && {
  globalSetup: ['tests/support/cluster.ts'],
  setupFiles: ['tests/support/setup.ts'],
  // As many as there are clusters (`tests/support/cluster.ts`).
  maxWorkers: 2,
  // To make a database takes some tenths of a second, and property tests make many.
  testTimeout: 90_000,
  hookTimeout: 600_000,
  exclude: ['**/node_modules/**', ...Object.keys(onlySqlite)],
};

/** Programs beside Remix's own server build: the HTTP server, the command line, the thread of imports, sharing its chunks. */
const programs = ['app/entry.node.ts', 'app/entry.registry.ts', 'app/entry.import.ts'];

/** Packages of many small files (Kysely: 262, zod: 95), bundled: they are found and read while building, not at each start. */
const bundled = ['kysely', 'zod'];

export default defineConfig(({ isSsrBuild }) => ({
  plugins: underTest
    ? []
    : [
        tailwindcss(),
        remix({
          serverBuildFile: '[name].js',
          future: {
            v3_fetcherPersist: true,
            v3_relativeSplatPath: true,
            v3_throwAbortReason: true,
            v3_lazyRouteDiscovery: true,
            v3_singleFetch: true,
            v3_routeConfig: true,
          },
        }),
      ],
  ssr: { noExternal: isSsrBuild ? bundled : [] },
  build: {
    target: isSsrBuild ? 'node20' : 'es2020',
    rollupOptions: isSsrBuild ? { input: programs, output: { chunkFileNames: 'chunks/[name]-[hash].js' } } : {},
  },
  // A dependency of Vite's dev server wants a newer syntax floor than its default (see README, versions).
  optimizeDeps: { esbuildOptions: { target: 'es2022' } },
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    environment: 'node',
    pool: 'threads',
    testTimeout: 20_000,
    hookTimeout: 120_000,
    exclude: ['**/node_modules/**', ...onlyPostgres],
    ...onPostgres,
  },
}));
