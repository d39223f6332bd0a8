import type { WireForm } from './forms.server.ts';

/** The bytes of a form's file and the name it was sent under; null where none was chosen. */
export async function readUpload({ files }: WireForm, field: string) {
  const file = files.get(field);
  return file ? { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } : null;
}
