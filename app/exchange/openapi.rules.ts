/** The document of the JSON interface (OpenAPI 3.1), made from the schemas that its requests and answers are held to. */
import { z } from 'zod';
import { rowKinds } from './kinds.ts';
import { type Operation, operations } from './operations.ts';
import { exportColumns, headerOf, type RowKindKey } from './row-kind.ts';

type Schema = Record<string, unknown>;

export interface ApiParameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  description: string;
  schema: Schema;
  example?: string;
}

const problems = {
  '400': '参数无法识别',
  '401': '没有登录，或令牌无效',
  '403': '账户或令牌没有这项权限',
  '404': '没有这一条',
  '422': '参数不符合要求，errors 逐项说明',
} as const;

const Problem: Schema = {
  type: 'object',
  description: 'RFC 9457',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    instance: { type: 'string', description: '请求编号' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, message: { type: 'string' } },
        required: ['path', 'message'],
      },
    },
  },
  required: ['title', 'status'],
};

/** @param publicUrl the register's own address */
export function openApiDocument(publicUrl: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: '青西乡村振兴登记簿数据接口',
      version: '1.0.0',
      description: '只读。日期为上海时间的 YYYY-MM-DD，时刻为 RFC 3339；没有采集的数是 null，不是 0。',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths: Object.fromEntries(operations.map((operation) => [operation.path, { get: operationObject(operation) }])),
    components: {
      schemas: { ...Object.fromEntries(operations.map(({ name, answer }) => [name, jsonSchema(answer)])), Problem },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: '在“我的账户”里生成的访问令牌' },
      },
    },
  };
}

function operationObject(operation: Operation) {
  const { id, tag, summary, name, permission, csv } = operation;
  const open = permission === 'public.read';
  return {
    operationId: id,
    tags: [tag],
    summary,
    parameters: parametersOf(operation),
    security: open ? [{}, { token: [] }] : [{ token: [] }],
    responses: {
      '200': {
        description: '成功',
        headers: { ETag: { description: '下次随 If-None-Match 送回，没有变化时答复 304', schema: { type: 'string' } } },
        content: {
          'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
          ...(csv && { 'text/csv': { schema: { type: 'string', description: csvWords(csv) } } }),
        },
      },
      '304': { description: '自上次以来没有变化' },
      ...Object.fromEntries(
        Object.entries(problems).map(([status, description]) => [
          status,
          {
            description,
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        ]),
      ),
    },
  };
}

/** What a list is as CSV: its columns are those of its export. */
function csvWords(kind: RowKindKey): string {
  const headers = exportColumns(rowKinds[kind]).map(headerOf);
  return `整张表，不分页，不能带 limit 和 cursor。UTF-8，第一行为列名：${headers.join('、')}`;
}

/** The parts of the path, then what the query may say. */
export function parametersOf({ parameters = {}, query }: Operation): ApiParameter[] {
  const parts = Object.entries(parameters).map(([name, { title, example }]): ApiParameter => {
    return { name, in: 'path', required: true, description: title, schema: { type: 'string' }, example };
  });
  const asked = Object.entries(query.shape).map(([name, field]): ApiParameter => {
    const { title, description, ...schema } = jsonSchema(field, 'input');
    const words = [title, description].filter((text) => typeof text === 'string').join('。');
    return { name, in: 'query', required: false, description: words || (described[name] ?? name), schema };
  });
  return [...parts, ...asked];
}

/** What the filters that several lists share are called. */
const described: Readonly<Record<string, string>> = {
  q: '名称里的字、拼音或代码',
  level: '美丽乡村等级',
  retention: '规划保留保护',
  ended: '为 1 时也列出已撤并的村',
  village: '村的 12 位区划代码',
  programme: '创建项目的代号',
  stage: '进展',
  kind: '类型',
  category: '农产品类别',
  brand: '品牌的编号',
  certificate: 'valid 为持有有效证书的，none 为没有的',
  scheme: '证书种类',
};

/** A schema as JSON Schema, in the dialect of OpenAPI 3.1. */
function jsonSchema(schema: unknown, io: 'input' | 'output' = 'output'): Schema {
  const { $schema: _, ...made } = z.toJSONSchema(schema as z.ZodType, { io, unrepresentable: 'any' });
  return made;
}

export interface AnswerField {
  /** Where it stands in the answer: `items[].town.code`. */
  place: string;
  type: string;
  words: string;
}

/** The fields of an answer one by one, for people; what lies deeper than a list within a list is left to the document. */
export function fieldsOf({ answer }: Operation): AnswerField[] {
  return fieldsIn(jsonSchema(answer), '');
}

function fieldsIn(schema: Schema, above: string): AnswerField[] {
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  return Object.entries(properties).flatMap(([name, property]) => {
    const place = above + name;
    const whole = unwrapped(property);
    const words = [property.title, property.description].filter((text) => typeof text === 'string').join('。');
    const type = [typeOf(whole), whole === property ? '' : '或 null'].filter(Boolean).join(' ');
    const inner = whole.type === 'array' ? unwrapped((whole.items ?? {}) as Schema) : whole;
    const deeper = fieldsIn(inner, `${place}${whole.type === 'array' ? '[]' : ''}.`);
    return [{ place, type, words }, ...deeper];
  });
}

/** What a value is when it is there. */
function unwrapped(schema: Schema): Schema {
  const ways = Array.isArray(schema.anyOf) ? (schema.anyOf as Schema[]) : [];
  const [only, ...others] = ways.filter(({ type }) => type !== 'null');
  return ways.length > 0 && only !== undefined && others.length === 0 ? only : schema;
}

const typeWords: Readonly<Record<string, string>> = {
  string: '文字',
  integer: '整数',
  number: '数',
  boolean: '真或假',
  array: '列表',
  object: '对象',
};

function typeOf({ type, format, enum: values }: Schema): string {
  if (Array.isArray(values)) return '代码';
  if (format === 'date') return '日期';
  if (format === 'date-time') return '时刻';
  return typeWords[String(type)] ?? '文字或数';
}
