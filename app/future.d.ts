import '@remix-run/node';

// Loader types follow single fetch only when this augmentation is inside a module (hence the export).
declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true;
  }
}
