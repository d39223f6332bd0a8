import type { WireForm } from './forms.server.ts';

/** The bytes of a form's file and the name it was sent under; null where none was chosen. */
export async function readUpload(wire: WireForm, field: string) {
  return (await readUploads(wire, field)).at(-1) ?? null;
}

/** The same of a field that takes several. */
export async function readUploads({ files }: WireForm, field: string) {
  const read = async (file: File) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
  return Promise.all((files.get(field) ?? []).map(read));
}
