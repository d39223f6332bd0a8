import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createTypst, type Typst } from '#app/reports/typst.server.ts';
import { pdfCharacters, pdfFonts } from '#tests/support/pdf.ts';
import { sampleSheet } from './village-sheet.sample.ts';

const template = 'reports/village-report.typ';
const opened: Typst[] = [];
const open = (options?: Parameters<typeof createTypst>[0]) => {
  const typst = createTypst(options);
  opened.push(typst);
  return typst;
};
afterEach(() => Promise.all(opened.splice(0).map((typst) => typst.close())));

describe('Typst in its thread', () => {
  it('answers each of several jobs with its own pages', async () => {
    const typst = open();
    const names = ['莲湖村', '东庄村', '蔡浜村', '王金村'];
    const sheets = await Promise.all(names.map((title) => typst.render(template, { ...sampleSheet, title })));
    for (const [index, { pdf, pages }] of sheets.entries()) {
      expect(pages).toBe(2);
      expect(pdfCharacters(pdf)).toContain(names[index]);
    }
  });

  it('says which template failed and why, and goes on', async () => {
    const typst = open();
    await expect(typst.render(template, {})).rejects.toThrow(/village-report\.typ: .*dictionary does not contain key/u);
    await expect(typst.render('villages/none.typ', {})).rejects.toThrow(/file not found/u);
    await expect(typst.render(template, sampleSheet)).resolves.toMatchObject({ pages: 2 });
  });

  it('gives a job up that takes too long, and sets the next in a new thread', async () => {
    const typst = open({ longest: 5_000 });
    const endless = typst.render(template, { ...sampleSheet, introduction: '水网纵横，林田相间。'.repeat(300_000) });
    const next = typst.render(template, sampleSheet);
    await expect(endless).rejects.toThrow('reports/village-report.typ: not set within 5 seconds');
    await expect(next).resolves.toMatchObject({ pages: 2 });
  });

  it('prints what somebody typed as it was typed, though it reads like Typst', async () => {
    const typed = '#panic("x")#read("/etc/passwd")*a*$x$_b_"]<c>';
    const { pdf } = await open().render(template, { ...sampleSheet, title: typed, introduction: typed });
    expect(pdfCharacters(pdf).split(typed).length).toBeGreaterThan(2);
  });

  it('rejects what waits when it is closed', async () => {
    const typst = open();
    const waiting = typst.render(template, sampleSheet);
    const closing = typst.close();
    await expect(waiting).rejects.toThrow('Typst is closed');
    await closing;
    await expect(typst.render(template, sampleSheet)).rejects.toThrow('Typst is closed');
  });
});

describe('characters and fonts', () => {
  it('prints □ for a character that no font has, nothing for an invisible one, and reports both', async () => {
    const { pdf, missing } = await open().render(template, { ...sampleSheet, title: '𠀀里\u0007村😀登记\\u0007' });
    expect(pdfCharacters(pdf)).toContain('□里村□登记\\u0007');
    expect(missing).toEqual(expect.arrayContaining(['𠀀', '\u0007', '😀']));
  });

  it("uses the office's own 仿宋 where its folder has one", async () => {
    const fontDir = mkdtempSync(path.join(tmpdir(), 'fonts-'));
    try {
      writeFileSync(path.join(fontDir, 'fang.ttf'), renamedFont('FangSong'));
      const { pdf } = await open({ fontDir }).render(template, sampleSheet);
      expect(pdfFonts(pdf).some(({ name }) => name.endsWith('+FangSong'))).toBe(true);
    } finally {
      rmSync(fontDir, { recursive: true });
    }
  });

  it('does without the folder being filled', async () => {
    const fontDir = mkdtempSync(path.join(tmpdir(), 'fonts-'));
    try {
      await expect(open({ fontDir }).render(template, sampleSheet)).resolves.toMatchObject({ pages: 2 });
    } finally {
      rmSync(fontDir, { recursive: true });
    }
  });
});

/** A font that really sets Chinese, under a family name that no package carries: rewrites the names in its name table. */
function renamedFont(family: string): Buffer {
  const font = readFileSync('node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');
  const directory = Array.from({ length: font.readUInt16BE(4) }, (_, index) => 12 + index * 16);
  const names = directory.find((at) => font.toString('latin1', at, at + 4) === 'name');
  if (names === undefined) throw new Error('no name table');
  const table = font.readUInt32BE(names + 8);
  const strings = table + font.readUInt16BE(table + 4);
  for (let record = table + 6; record < table + 6 + font.readUInt16BE(table + 2) * 12; record += 12) {
    const [platform, name] = [font.readUInt16BE(record), font.readUInt16BE(record + 6)];
    if (![1, 4, 6, 16].includes(name)) continue;
    const bytes = platform === 1 ? Buffer.from(family, 'latin1') : Buffer.from(family, 'utf16le').swap16();
    bytes.copy(font, strings + font.readUInt16BE(record + 10));
    font.writeUInt16BE(bytes.length, record + 8);
  }
  return font;
}
