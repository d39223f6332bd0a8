import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import {
  CheckboxField,
  DateField,
  FileField,
  NumberField,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
} from '#app/ui/field.tsx';

const words = { label: '名称', hint: '写全称', error: '这里有误' };
const options = [
  { value: 'a', label: '甲' },
  { value: 'b', label: '乙' },
];
const fields = {
  TextField: <TextField name="x" {...words} />,
  NumberField: <NumberField name="x" unit="亩" {...words} />,
  DateField: <DateField name="x" {...words} />,
  FileField: <FileField name="x" {...words} />,
  TextArea: <TextArea name="x" {...words} />,
  SelectField: <SelectField name="x" options={options} {...words} />,
  RadioGroup: <RadioGroup name="x" choices={options} {...words} />,
  CheckboxField: <CheckboxField name="x" {...words} />,
};

const idsOf = (markup: string) => [...markup.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);

describe('the summary of errors', () => {
  it.each(Object.entries(fields))('leads to the control of a %s', (_, field) => {
    const markup = renderToStaticMarkup(
      <>
        <ErrorSummary problems={[{ path: 'x', message: '这里有误' }]} />
        {field}
      </>,
    );
    const target = /href="#([^"]*)"/.exec(markup)?.[1];
    const control = new RegExp(`<(input|select|textarea)[^>]* id="${target}"`);
    expect(markup).toMatch(control);
  });

  it('is an alert that can take the focus, and is absent without problems', () => {
    const markup = renderToStaticMarkup(<ErrorSummary problems={[{ path: '', message: '表单已过期' }]} />);
    expect(markup).toMatch(/role="alert" tabindex="-1"/);
    expect(markup).not.toContain('href=');
    expect(renderToStaticMarkup(<ErrorSummary problems={[]} />)).toBe('');
  });
});

describe('every field', () => {
  it.each(Object.entries(fields))('%s is tied to its hint and its error', (_, field) => {
    const markup = renderToStaticMarkup(field);
    const described = /aria-describedby="([^"]*)"/.exec(markup)?.[1]?.split(' ') ?? [];
    expect(described).toHaveLength(2);
    for (const id of described) expect(idsOf(markup)).toContain(id);
    expect(markup).toContain('写全称');
    expect(markup).toContain('这里有误');
  });

  it('sends what was chosen and typed before, and nothing is marked wrong without an error', () => {
    const choice = renderToStaticMarkup(<RadioGroup name="x" label="选择" choices={options} defaultValue="b" />);
    expect(choice.match(/checked=""/g)).toHaveLength(1);
    expect(choice).toMatch(/checked="" value="b"|value="b" checked=""/);
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('１', '，', '村', '7') }), (typed) => {
        const markup = renderToStaticMarkup(<NumberField name="x" label="面积" defaultValue={typed} />);
        expect(markup).toContain(`value="${typed}"`);
        expect(markup).not.toContain('aria-invalid');
      }),
    );
  });
});
