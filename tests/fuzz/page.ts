/** What a browser finds in a page: its links, its forms with what stands in their fields, its words. */
import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.Document;
type Element = DefaultTreeAdapterTypes.Element;

export interface Field {
  name: string;
  /** The type of an input; `textarea`, `select`, `submit` for the others. */
  type: string;
  /** What stands in it; of a box or a radio button what it sends when it is ticked. */
  value: string;
  ticked: boolean;
  /** What can be chosen. */
  options: string[];
}

export interface Form {
  method: 'get' | 'post';
  /** Where it is sent; null for the page itself. */
  action: string | null;
  isMultipart: boolean;
  fields: Field[];
  buttons: { name: string; value: string }[];
}

export interface PageView {
  links: string[];
  forms: Form[];
  /** What a person reads. */
  text: string;
}

export function readPage(html: string): PageView {
  const page: PageView = { links: [], forms: [], text: '' };
  walk(parse(html), page, null);
  return page;
}

function walk(node: Node, page: PageView, form: Form | null): void {
  if (node.nodeName === '#text' && 'value' in node) page.text += node.value;
  if (!('childNodes' in node) || ['script', 'style'].includes(node.nodeName)) return;
  let inside = form;
  if ('tagName' in node) {
    const href = node.tagName === 'a' ? attribute(node, 'href') : null;
    if (href !== null) page.links.push(href);
    if (node.tagName === 'form') {
      inside = formOf(node);
      page.forms.push(inside);
    }
    if (inside) put(node, inside);
  }
  for (const child of node.childNodes) walk(child, page, inside);
}

function formOf(node: Element): Form {
  return {
    method: attribute(node, 'method')?.toLowerCase() === 'post' ? 'post' : 'get',
    action: attribute(node, 'action'),
    isMultipart: attribute(node, 'enctype') === 'multipart/form-data',
    fields: [],
    buttons: [],
  };
}

function put(node: Element, form: Form): void {
  const name = attribute(node, 'name') ?? '';
  const value = attribute(node, 'value');
  const type = attribute(node, 'type')?.toLowerCase();
  if (node.tagName === 'button' && type !== 'button') form.buttons.push({ name, value: value ?? '' });
  if (name === '' || attribute(node, 'disabled') !== null) return;
  const field = { name, options: [], ticked: attribute(node, 'checked') !== null };
  if (node.tagName === 'input')
    form.fields.push({ ...field, type: type ?? 'text', value: value ?? (type === 'checkbox' ? 'on' : '') });
  if (node.tagName === 'textarea') form.fields.push({ ...field, type: 'textarea', value: textOf(node) });
  if (node.tagName === 'select') form.fields.push({ ...field, type: 'select', ...chosen(node) });
}

function chosen(select: Element): Pick<Field, 'value' | 'options'> {
  const options = elementsOf(select).filter(({ tagName }) => tagName === 'option');
  const worthOf = (option: Element) => attribute(option, 'value') ?? textOf(option);
  const selected = options.find((option) => attribute(option, 'selected') !== null) ?? options[0];
  return { value: selected ? worthOf(selected) : '', options: options.map(worthOf) };
}

const elementsOf = (node: Element): Element[] =>
  node.childNodes.flatMap((child) => ('tagName' in child ? [child, ...elementsOf(child)] : []));

const textOf = (node: Element): string =>
  node.childNodes
    .map((child) => ('tagName' in child ? textOf(child) : 'value' in child ? String(child.value) : ''))
    .join('');

const attribute = (node: Element, name: string) => node.attrs.find((found) => found.name === name)?.value ?? null;
