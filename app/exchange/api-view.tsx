import { Panel } from '#app/ui/panel.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { rowKinds } from './kinds.ts';
import { type AnswerField, type ApiParameter, fieldsOf, parametersOf } from './openapi.rules.ts';
import type { Operation } from './operations.ts';
import { type Column, exportColumns, headerOf, type RowKind } from './row-kind.ts';

/** The operations of the JSON interface for people to read, each with one that can be looked at. */
export function ApiView({ operations }: { operations: readonly Operation[] }) {
  return operations.map((operation) => (
    <Panel key={operation.id} id={operation.id} title={operation.summary} lead={<Request operation={operation} />}>
      <Parameters operation={operation} />
      <details className="mt-4">
        <summary className="cursor-pointer text-qing-700">答复的内容</summary>
        <div className="mt-3">
          <DataTable
            caption={`${operation.summary}：答复的内容`}
            hideCaption
            rows={fieldsOf(operation)}
            rowKey={({ place }) => place}
            columns={[
              { key: 'place', header: '字段', rowHeader: true, cell: ({ place }: AnswerField) => <code>{place}</code> },
              { key: 'type', header: '类型', cell: ({ type }) => type },
              { key: 'words', header: '说明', prose: true, cell: ({ words }) => words },
            ]}
          />
        </div>
      </details>
      {operation.csv && <CsvColumns kind={rowKinds[operation.csv]} />}
    </Panel>
  ));
}

/** The same list as CSV, by the columns of its sheet. */
function CsvColumns({ kind }: { kind: RowKind }) {
  return (
    <details className="mt-2">
      <summary className="cursor-pointer text-qing-700">CSV 的列</summary>
      <p className="mt-3 mb-3 text-sm text-ink-soft">
        请求时带 <code>Accept: text/csv</code>，一次给出整张表，不分页。
      </p>
      <DataTable
        caption={`${kind.sheet}：CSV 的列`}
        hideCaption
        rows={exportColumns(kind)}
        rowKey={({ key }) => key}
        columns={[
          { key: 'header', header: '列', rowHeader: true, cell: (column: Column) => headerOf(column) },
          { key: 'type', header: '类型', cell: ({ type }) => typeWords[type] },
          { key: 'words', header: '取值', prose: true, cell: ({ choices }) => wordsOf(choices) },
        ]}
      />
    </details>
  );
}

const typeWords: Record<Column['type'], string> = {
  ...{
    text: '文字',
    code: '代码',
    whole: '整数',
    decimal: '数',
    day: '日期',
    year: '年份',
    choice: '词',
    flag: '是或否',
  },
};

function wordsOf(choices: Column['choices']): string {
  return choices !== null && 'words' in choices ? Object.values(choices.words).join('、') : '';
}

function Request({ operation }: { operation: Operation }) {
  const { path, permission, parameters = {} } = operation;
  const example = Object.entries(parameters).reduce(
    (address, [name, { example }]) => address.replace(`{${name}}`, example),
    `/api/v1${path}`,
  );
  return (
    <>
      <code className="break-all">GET /api/v1{path}</code>
      <span className="ml-3">
        {permission === 'public.read' ? <a href={example}>看一个例子</a> : '需要登录，或带“变更记录”权限的令牌'}
      </span>
    </>
  );
}

function Parameters({ operation }: { operation: Operation }) {
  const parameters = parametersOf(operation);
  if (parameters.length === 0) return null;
  return (
    <DataTable
      caption={`${operation.summary}：参数`}
      hideCaption
      rows={parameters}
      rowKey={({ name }) => name}
      columns={[
        { key: 'name', header: '参数', rowHeader: true, cell: ({ name }: ApiParameter) => <code>{name}</code> },
        { key: 'where', header: '位置', cell: (one) => (one.in === 'path' ? '网址' : '查询') },
        { key: 'words', header: '说明', prose: true, cell: ({ description }) => description },
        { key: 'values', header: '取值', prose: true, cell: ({ schema }) => valuesOf(schema) },
      ]}
    />
  );
}

/** What a parameter may be, as far as its schema tells in a few words. */
function valuesOf({ enum: values, const: only, format, minimum, maximum, default: usual }: ApiParameter['schema']) {
  if (Array.isArray(values)) return values.join('、');
  if (only !== undefined) return String(only);
  if (format === 'date') return 'YYYY-MM-DD';
  const range = typeof minimum === 'number' && typeof maximum === 'number' && maximum < 1e6;
  return [range ? `${minimum} 至 ${maximum}` : '', usual ? `默认 ${usual}` : ''].filter(Boolean).join('，');
}
