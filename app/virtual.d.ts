// Made by Remix's Vite plugin; its package ships the types under another name.
declare module 'virtual:remix/server-build' {
  export * from '@remix-run/dev/server-build';
}
