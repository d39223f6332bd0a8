/**
 * The door. Every loader and action is made by `reads` or `writes`, which declare who may; a handler runs only after
 * that was granted. Named problems become pages, forms with their errors, or problem documents.
 */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import type { z } from 'zod';
import {
  judge,
  type Permission,
  type ProducerPermission,
  type Reader,
  type TownPermission,
} from '#app/accounts/policy.rules.ts';
import { insertKeptForm } from '#app/accounts/session.repository.server.ts';
import { type FieldError, failureText, forbidden, notFound, Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { newId } from '#db/id.server.ts';
import type { AppContext, AskedFor } from './context.server.ts';
import { problemOf } from './faults.server.ts';
import { parseFields, readForm, type WireForm, withoutSecrets } from './forms.server.ts';
import { paths } from './paths.ts';
import { noteSecurity } from './security-log.server.ts';
import { type Visitor, visitorOf } from './session.server.ts';
import { openView, type View } from './view.server.ts';

/** What a handler works with. */
export interface Visit {
  request: AskedFor;
  url: URL;
  params: Readonly<Record<string, string | undefined>>;
  /** Reads the register as the address asks: the present, or as known at a change. */
  db: Db;
  /** The same register without what the address asks for: what a replica may answer, rows within changes alone. */
  present: Db;
  /** The primary: for commands, and for what lies outside of the changes. A loader that takes it asks more of it. */
  readonly register: Db;
  view: View;
  reader: Reader;
  visitor: Visitor;
  context: AppContext;
  now: Date;
}

/** A visit by somebody whom the permission requires to be signed in. */
export interface SignedVisit extends Visit {
  reader: NonNullable<Reader>;
}

export interface WriteVisit extends SignedVisit {
  wire: WireForm;
  /** @throws Problem `invalid`: the form is shown again with its errors and what was typed */
  form<S extends z.ZodType>(schema: S): z.output<S>;
}

/** What an action gives back to its form: the problem, and the fields as typed. */
export interface FormFailure {
  problem: { kind: string; message: string; errors: readonly FieldError[]; details: unknown };
  values: Readonly<Record<string, string>>;
}

type PublicPermission = 'public.read' | 'session.start' | 'join.ask';
type OwnedPermission = TownPermission | ProducerPermission;
type OwnPermission = Exclude<Permission, PublicPermission | OwnedPermission>;
type VisitFor<P extends Permission> = P extends PublicPermission ? Visit : SignedVisit;
/** Says whose rows are concerned: the code of their town, or the id of their producer. */
type OwnerOf<P extends OwnedPermission, V> = P extends ProducerPermission
  ? { producer: (visit: V) => Promise<string | null> }
  : { town: (visit: V) => Promise<string | null> };
type Target<V> = (visit: V) => Promise<string | null>;

/** Marks a loader or action as guarded; tests read it to find routes without a declared permission. */
export interface Guarded {
  permission: Permission;
}

type ReadArgs = Pick<LoaderFunctionArgs, 'params' | 'context'> & { request: AskedFor };

/** A loader that whoever has the permission may call. */
export function reads<P extends PublicPermission | OwnPermission, T>(
  permission: P,
  handler: (visit: VisitFor<P>) => Promise<T>,
): Guarded & ((args: ReadArgs) => Promise<T>);
/** A loader within a town or a producer: the target says whose rows it shows. */
export function reads<P extends OwnedPermission, T>(
  permission: P,
  target: OwnerOf<P, SignedVisit>,
  handler: (visit: SignedVisit) => Promise<T>,
): Guarded & ((args: ReadArgs) => Promise<T>);
export function reads<T>(permission: Permission, ...rest: unknown[]) {
  const { target, handler } = parts<Visit, T>(rest);
  const loader = async ({ request, params, context }: ReadArgs): Promise<T> => {
    try {
      return await context.reading.read(async (present) =>
        handler(await enter(permission, target, { request, params, context, present })),
      );
    } catch (error) {
      throw asThrown(error, request, context);
    }
  };
  return Object.assign(loader, { permission });
}

/** An action that whoever has the permission may take. */
export function writes<P extends PublicPermission | OwnPermission, T>(
  permission: P,
  handler: (visit: VisitFor<P> & Pick<WriteVisit, 'wire' | 'form'>) => Promise<T>,
): Guarded & ((args: ActionFunctionArgs) => Promise<T | ReturnType<typeof data<FormFailure>>>);
/** An action within a town or a producer: the target says whose rows it touches. */
export function writes<P extends OwnedPermission, T>(
  permission: P,
  target: OwnerOf<P, WriteVisit>,
  handler: (visit: WriteVisit) => Promise<T>,
): Guarded & ((args: ActionFunctionArgs) => Promise<T | ReturnType<typeof data<FormFailure>>>);
export function writes<T>(permission: Permission, ...rest: unknown[]) {
  const { target, handler } = parts<Visit & Pick<WriteVisit, 'wire' | 'form'>, T>(rest);
  const action = async ({ request, params, context }: ActionFunctionArgs) => {
    let wire: WireForm = { fields: {}, files: new Map() };
    try {
      wire = await readForm(request);
      const typed = wire;
      const form: WriteVisit['form'] = (schema) => parseFields(schema, typed.fields);
      const visit = await enter(permission, target, { request, params, context, present: context.db }, { wire, form });
      await countWrite(permission, visit, wire);
      return await handler({ ...visit, wire, form });
    } catch (error) {
      const problem = problemOf(error);
      if (problem && [409, 413, 422, 429, 503].includes(problem.status)) {
        const { kind, message, errors, details, status } = problem;
        return data<FormFailure>(
          { problem: { kind, message, errors, details }, values: withoutSecrets(wire.fields) },
          { status },
        );
      }
      throw asThrown(error, request, context);
    } finally {
      // Whether it was saved or refused, its answer shows how things stand.
      await context.reading.note(context.db);
    }
  };
  return Object.assign(action, { permission });
}

/** Signing out, and what keeps an account safe, is never too much; passwords and codes have throttles of their own. */
async function countWrite(permission: Permission, { reader, context }: Visit, { files }: WireForm): Promise<void> {
  if (reader === null || permission === 'session.own' || permission === 'session.start') return;
  await context.writeThrottle.count(
    reader,
    [...files.values()].flat().map(({ size }) => size),
  );
}

/** The overloads' implementation takes either a handler, or a target and a handler. */
function parts<V extends Visit, T>(rest: unknown[]) {
  const [first, second] = rest;
  const handler = (second ?? first) as (visit: V) => Promise<T>;
  const target = second === undefined ? null : (Object.values(first as Record<string, Target<V>>)[0] ?? null);
  return { handler, target };
}

async function enter<V extends Visit>(
  permission: Permission,
  target: Target<V> | null,
  { request, params, context, present }: Pick<Visit, 'request' | 'params' | 'context' | 'present'>,
  writing?: Pick<WriteVisit, 'wire' | 'form'>,
): Promise<Visit> {
  const url = new URL(request.url);
  const now = context.clock();
  const visitor = await visitorOf(credentialsOf(url, request.headers), context).catch((error: unknown) => {
    if (error instanceof Problem) noteSecurity(context, { gate: 'token', account: null, outcome: error.kind });
    throw error;
  });
  const { reader } = visitor;
  if (visitor.limitedTo?.includes(permission) === false) {
    noteSecurity(context, { gate: 'token', account: reader?.username ?? null, outcome: 'forbidden', permission });
    throw forbidden('这个访问令牌不能用于此处。');
  }
  // First without its target: a stranger is not told whether a row exists.
  await admit(permission, judge(reader, permission), url, visitor, context, writing?.wire);
  settleFirst(visitor, permission);
  context.entered.add(permission);
  const { view, reading } = await openView(present, url.searchParams, now);
  const visit = {
    ...{ request, url, params, db: reading, present, view, reader, visitor, context, now },
    get register() {
      return context.reading.primary();
    },
  };
  // The target reads the wire in a write; a loader's target has no use for it. Both were checked by the overloads.
  if (target) {
    const owner = await ownerOf(target((writing ? { ...visit, ...writing } : visit) as unknown as V), reader);
    await admit(permission, judge(reader, permission, owner), url, visitor, context, writing?.wire);
  }
  return visit;
}

/** To whom rows of others are closed, a row that is not there reads like one of others: neither tells that it exists. */
async function ownerOf(owner: Promise<string | null>, reader: Reader): Promise<string | null> {
  try {
    return await owner;
  } catch (error) {
    if (error instanceof Problem && error.kind === 'not-found' && reader?.role !== 'district') return null;
    throw error;
  }
}

const credentialsOf = ({ pathname }: URL, headers: AskedFor['headers']) => ({
  path: pathname,
  cookie: headers.get('Cookie'),
  authorization: headers.get('Authorization'),
});

/** Whoever owes a new password or a second factor sees no more than the way to it, public pages' inner parts included. */
function settleFirst({ owes }: Visitor, permission: Permission): void {
  if (owes === null || permission === 'session.start' || permission === 'session.own') return;
  throw redirect(owes === 'password' ? paths.account() : paths.secondFactor());
}

async function admit(
  permission: Permission,
  verdict: ReturnType<typeof judge>,
  url: URL,
  visitor: Visitor,
  context: AppContext,
  wire: WireForm | undefined,
): Promise<void> {
  if (verdict === 'granted') return;
  const account = visitor.reader?.username ?? null;
  if (verdict !== 'sign-in') noteSecurity(context, { gate: 'access', account, outcome: verdict, permission });
  if (verdict === 'hidden') throw notFound('这个页面');
  if (verdict === 'forbidden') throw forbidden('您的账户没有这项权限。如确有需要，请联系区级管理员。');
  if (isApi(url)) throw new Problem('not-signed-in', '请先登录。');
  const kept = wire && visitor.endedFor !== null ? await keepForm(visitor.endedFor, url, wire, context) : null;
  throw redirect(paths.login({ next: url.pathname + url.search, kept }));
}

/** What somebody typed while his session ran out waits for him behind the sign-in. */
async function keepForm(username: string, url: URL, wire: WireForm, context: AppContext): Promise<string> {
  const id = newId();
  const fields = JSON.stringify(withoutSecrets(wire.fields));
  await insertKeptForm(context.db, { id, username, path: url.pathname, fields, keptAt: context.clock().toISOString() });
  return id;
}

const isApi = (url: URL) => url.pathname.startsWith('/api/');

/** What leaves a handler that could not finish: a redirect as it is, a problem as text or as a document. */
function asThrown(error: unknown, request: AskedFor, { requestId }: AppContext): unknown {
  const problem = problemOf(error);
  if (!problem) return error;
  const { status, message, errors } = problem;
  const url = new URL(request.url);
  // A page takes the text into its frame; a file's address has no page, and Remix sends the text itself.
  if (!isApi(url))
    return new Response(failureText({ message, requestId }), {
      status,
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    });
  const body = {
    type: 'about:blank',
    title: message,
    status,
    instance: requestId,
    ...(errors.length > 0 && { errors }),
  };
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json' } });
}
