import { renderToStaticMarkup } from 'react-dom/server';
import { qrSvg } from '#app/ui/qr.ts';
import { codeSide, labelLines, type ProductLabel, spacedCode } from './label.rules.ts';
import { layLines, type TextLine } from './label-text.rules.ts';

const [width, height, edge] = [60, 40, 3];
const code = { x: edge, y: edge };
const column = { x: code.x + codeSide + 3, width: width - code.x - codeSide - 3 - 2 };

/** One label of 60 × 40 mm as an SVG complete in itself, for an office's own layouts. */
export function drawLabel(label: ProductLabel): string {
  const [[producer = '', place = '', ...rest] = []] = labelLines(label);
  const beside = layLines(
    [
      { text: label.name, size: 4, bold: true },
      ...[producer, place, ...(label.demo ? ['演示数据'] : [])].map((text) => ({ text, size: 2.7, bold: false })),
    ],
    { width: column.width, height: codeSide },
  );
  const below = layLines(
    [...rest, `核验码 ${spacedCode(label.code)}`].map((text) => ({ text, size: 2.5, bold: false })),
    { width: width - 2 * edge, height: height - codeSide - 2 * edge - 1 },
  );
  return renderToStaticMarkup(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${width} ${height}`}
      width={`${width}mm`}
      height={`${height}mm`}
      role="img"
      fontFamily='"PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif'
      fill="#000"
    >
      <title>{`${label.name}标签`}</title>
      <rect width={width} height={height} fill="#fff" />
      <svg
        {...code}
        width={codeSide}
        height={codeSide}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: the code's own drawing, made of numbers alone.
        dangerouslySetInnerHTML={{ __html: qrSvg(label.address, { bare: true }) }}
      />
      <Lines lines={beside} x={column.x} y={edge} />
      <Lines lines={below} x={edge} y={edge + codeSide + 1} />
    </svg>,
  );
}

function Lines({ lines, x, y }: { lines: readonly TextLine[]; x: number; y: number }) {
  return (
    <>
      {lines.map(({ text, size, bold, baseline }) => (
        <text key={baseline} x={x} y={y + baseline} fontSize={size} fontWeight={bold ? 700 : 400}>
          {text}
        </text>
      ))}
    </>
  );
}
