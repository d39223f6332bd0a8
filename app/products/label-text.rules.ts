/** Setting a few words in a small box where nothing else does it: an SVG breaks no lines. Lengths in millimetres. */

export interface Paragraph {
  text: string;
  size: number;
  bold: boolean;
}

export interface TextLine extends Paragraph {
  /** From the top of the box. */
  baseline: number;
}

const lineHeight = 1.25;
const smallest = 0.5;

/** The lines of the paragraphs, all of them smaller where they would not fit; what does not fit even then is left out. */
export function layLines(paragraphs: readonly Paragraph[], { width, height }: { width: number; height: number }) {
  for (let scale = 1; scale >= smallest; scale -= 0.05) {
    const lines = setLines(paragraphs, width, scale);
    if ((lines.at(-1)?.bottom ?? 0) <= height) return lines.map(textOf);
  }
  return setLines(paragraphs, width, smallest)
    .filter(({ bottom }) => bottom <= height)
    .map(textOf);
}

interface SetLine extends TextLine {
  bottom: number;
}

const textOf = ({ text, size, bold, baseline }: SetLine): TextLine => ({ text, size, bold, baseline });

function setLines(paragraphs: readonly Paragraph[], width: number, scale: number): SetLine[] {
  const lines: SetLine[] = [];
  for (const { text, size: full, bold } of paragraphs) {
    const size = full * scale;
    for (const line of broken(text, width / size)) {
      const top = lines.at(-1)?.bottom ?? 0;
      lines.push({ text: line, size, bold, baseline: top + size, bottom: top + size * lineHeight });
    }
  }
  return lines;
}

/** A text in lines of at most so many ems: Chinese breaks anywhere, Latin words and numbers between each other. */
function broken(text: string, ems: number): string[] {
  const parts = text.match(/[\w.]+-?|\s+|.[）》」』，。、：；？]*/gu) ?? [];
  const lines = [''];
  for (const part of parts) {
    const line = lines.at(-1) ?? '';
    if (line === '' || emsOf(line + part) <= ems) lines[lines.length - 1] = line + part;
    else lines.push(part.trimStart());
  }
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** How wide a text is, in ems: a Chinese character one, a Latin letter or a digit rather more than half of one. */
function emsOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[ -ÿ]/.test(character) ? 0.58 : 1), 0);
}
