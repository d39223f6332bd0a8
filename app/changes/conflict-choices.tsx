import type { FieldWord } from '#app/field-words.ts';
import { RadioGroup } from '#app/ui/field.tsx';
import { formatInstant, formatMeasure } from '#app/ui/format.ts';
import type { Conflict, ContestedField } from './conflict.ts';
import { choiceName } from './conflict.ts';

interface ConflictChoicesProps {
  conflict: Conflict;
  words: Readonly<Record<string, FieldWord>>;
}

/** 原值, 对方, 我的 of each field that two people changed, inside the form that is sent again with the choices. */
export function ConflictChoices({ conflict, words }: ConflictChoicesProps) {
  return (
    <div role="alert" className="mb-8 border-2 border-rice-500 bg-rice-50 px-5 py-4">
      <h2 className="mb-3 font-song text-lg font-bold">您填写期间，别人改了同样的内容</h2>
      {conflict.fields.map((contested) => (
        <ContestedChoice key={contested.field} contested={contested} word={words[contested.field]} />
      ))}
      <p className="text-sm text-ink-soft">下面表单里保留着您填写的内容，可以继续改。选好后再保存一次。</p>
    </div>
  );
}

function ContestedChoice({ contested, word }: { contested: ContestedField; word: FieldWord | undefined }) {
  const { field, base, theirs, mine, by, at } = contested;
  const label = word?.label ?? field;
  return (
    <RadioGroup
      name={choiceName(field)}
      label={label}
      hint={<>原值：{inWords(base, word)}</>}
      required
      choices={[
        { value: 'mine', label: '用我的', hint: inWords(mine, word) },
        {
          value: 'theirs',
          label: '用对方的',
          hint: (
            <>
              {inWords(theirs, word)}
              <span className="block">
                {by ?? '系统'}，{formatInstant(at)}
              </span>
            </>
          ),
        },
      ]}
    />
  );
}

function inWords(value: string | number | null, word: FieldWord | undefined): string {
  if (value === null) return '（空）';
  if (typeof value === 'number') return formatMeasure(value, word?.unit);
  return word?.values?.[value] ?? value;
}
