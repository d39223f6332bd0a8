/** Answers of the server itself, given where no page of the register can answer. */
import type { Request, RequestHandler, Response } from 'express';
import { Problem } from '#app/problem.ts';
import type { RouteTable } from './route-table.server.ts';

const texts = {
  400: { title: '网址有误', detail: '浏览器发来的请求无法识别，请检查网址后重试。' },
  403: { title: '提交没有被接受', detail: '这次提交来自其他网站。请在登记簿自己的页面上重新填写并提交。' },
  405: {
    title: '这里不能这样提交',
    detail: '这个地址只供查看，不接收提交，这次没有保存。请返回刚才的页面，用页面上的按钮提交。',
  },
  408: { title: '等得太久', detail: '浏览器发来的请求一直没有传完，这次没有保存。请检查网络后再试一次。' },
  413: {
    title: '提交的内容太大',
    detail:
      '一次最多提交 12 MB，这次没有保存。请按浏览器的“后退”回到刚才的表单，填写的文字还在；把照片或扫描件缩小，或者分几次上传，再提交一次。',
  },
  415: {
    title: '这里只接收表单',
    detail: '发来的内容不是表单，这次没有保存。请返回刚才的页面，用页面上的按钮提交。',
  },
  431: {
    title: '网址太长',
    detail: '网址里带的内容超过了能接收的长度。如果是在搜索，请把搜索的文字缩短后再试。',
  },
  500: { title: '系统出错', detail: '这次操作没有完成，请稍后再试。如果仍然出错，请把请求编号告诉系统管理员。' },
} as const;

export type RefusalStatus = keyof typeof texts;

/** What a program is told instead (RFC 9457). */
export function refusalDocument(status: RefusalStatus, requestId: string): string {
  const { title, detail } = texts[status];
  return JSON.stringify({ type: 'about:blank', title, status, detail, requestId });
}

/** A small Chinese page, or `application/problem+json` (RFC 9457) under `/api`. Says nothing once an answer has begun. */
export function refuse(request: Request, response: Response, status: RefusalStatus): void {
  if (response.headersSent) return;
  const requestId: string = response.locals.requestId;
  response.status(status).set('Cache-Control', 'no-store');
  if (wantsDocument(request)) {
    response.type('application/problem+json').send(refusalDocument(status, requestId));
    return;
  }
  response.type('html').send(refusalPage(status, requestId));
}

/** Within a layer of its own path Express cuts that path off. */
const wantsDocument = (request: Request) =>
  request.originalUrl.startsWith('/api/') || request.accepts(['html', 'json']) === 'json';

/** What a browser sent, refused within the register's own frame: who reads stays signed in, and finds his way on. */
export type FramedStatus = 405 | 413 | 415;

const framed: Record<FramedStatus, (detail: string) => Problem> = {
  405: (detail) => new Problem('no-form', detail),
  413: (detail) => new Problem('too-large', detail),
  415: (detail) => new Problem('other-type', detail),
};

/** An address that is no page: its route answers with the problem that the request was refused for. */
const refusedAddress = '/refused';

/** Has the pages answer a refused request, as if it had asked for a page that gives the reason; programs get a document. */
export function refuseInFrame(request: Request, response: Response, status: FramedStatus): boolean {
  if (wantsDocument(request)) {
    refuse(request, response, status);
    return false;
  }
  response.locals.refusal = framed[status](texts[status].detail);
  return true;
}

/** A form posted to an address that takes none: Remix would answer in English. */
export const refuseForms =
  (routes: Pick<RouteTable, 'takesForms'>): RequestHandler =>
  (request, response, next) => {
    if (request.method !== 'POST' || routes.takesForms(request.path)) return next();
    response.set('Allow', 'GET, HEAD');
    if (refuseInFrame(request, response, 405)) next();
  };

const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/** A body that is no form, by its own word: no route is to guess what it could mean. */
export const refuseOtherBodies: RequestHandler = (request, response, next) => {
  // What was refused already is on its way to the page that says so; null is a request without a body.
  if (request.method !== 'POST' || response.locals.refusal || request.is(formTypes) !== false) return next();
  response.set('Accept-Post', formTypes.join(', '));
  if (refuseInFrame(request, response, 415)) next();
};

/** Right before the pages, so that what logs, counts and keeps answers goes by what was asked. */
export const askForRefusal: RequestHandler = (request, response, next) => {
  if (response.locals.refusal) {
    // Its body stays unread: a request that reads has none.
    request.method = 'GET';
    request.url = refusedAddress;
    request.originalUrl = refusedAddress;
  }
  next();
};

/** The page by itself, for what does not even reach Express. */
export function refusalPage(status: RefusalStatus, requestId: string): string {
  const { title, detail } = texts[status];
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title></head>
<body><main><h1>${title}</h1><p>${detail}</p><p>请求编号：${requestId}</p><p><a href="/">回到首页</a></p></main></body>
</html>
`;
}
