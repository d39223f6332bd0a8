import { paths } from '#app/http/paths.ts';
import { Actions, Button, ButtonLink } from '#app/ui/button.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { NumberField, RadioGroup } from '#app/ui/field.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { labelSheets, spacedCode } from './label.rules.ts';

interface LabelFormProps {
  id: string;
  code: string;
  address: string;
}

/** Which labels to print: a sheet from the shop, begun or new, or the single label as a drawing. */
export function LabelForm({ id, code, address }: LabelFormProps) {
  return (
    <>
      <Panel title="打印">
        <form method="get" action={paths.productLabelsPdf(id)}>
          <RadioGroup
            name="size"
            label="标签纸"
            defaultValue="3x8"
            choices={Object.entries(labelSheets).map(([value, { words }]) => ({ value, label: words }))}
          />
          <NumberField name="skip" label="这张纸上已经用掉的枚数" unit="枚" optional hint="从左上角起一行一行数" />
          <p className="text-sm text-ink-soft">打印时请选“实际大小”，不要缩放，二维码才是 24 毫米。</p>
          <Actions>
            <Button>生成标签</Button>
          </Actions>
        </form>
      </Panel>
      <Panel title="单枚图样" lead="矢量图，可以放进自己的包装设计。">
        <img
          src={paths.productLabelSvg(id)}
          alt="单枚标签的图样"
          width={360}
          height={240}
          className="mb-4 max-w-full border border-line"
        />
        <p>
          <ButtonLink href={paths.productLabelSvg(id)} download>
            下载图样
          </ButtonLink>
        </p>
      </Panel>
      <Panel title="码里的内容">
        <DefinitionList
          items={[
            { label: '核验码', value: <span className="font-mono">{spacedCode(code)}</span> },
            { label: '网址', value: <span className="break-all font-mono text-sm">{address}</span> },
          ]}
        />
      </Panel>
    </>
  );
}
