import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { scopeOf } from '#app/accounts/policy.rules.ts';
import { getChange, getRootKind } from '#app/changes/change.repository.server.ts';
import { changeKindLabel } from '#app/changes/change.schema.ts';
import { makerOf, UndoneWords } from '#app/changes/change-list.tsx';
import { ChangeRows } from '#app/changes/change-rows.tsx';
import { readOutcome } from '#app/changes/outcome.ts';
import { rowChangesWithin } from '#app/changes/row-history.repository.server.ts';
import { valuesIn } from '#app/changes/row-history.rules.ts';
import { readRowNames } from '#app/changes/row-names.repository.server.ts';
import { describeRow } from '#app/changes/row-words.rules.ts';
import { mayUndo, UndoChange } from '#app/changes/undo.rules.ts';
import { undoChange } from '#app/changes/undo-change.server.ts';
import { UndoForm, type UndoHindered, UndoRefusal } from '#app/changes/undo-form.tsx';
import { namedRefusal } from '#app/changes/undo-refusal.server.ts';
import { checkUndone } from '#app/exchange/check-undone.server.ts';
import { tableWords } from '#app/exchange/words.ts';
import { WorkProgressNotice } from '#app/exchange/work-progress.tsx';
import { reads, writes } from '#app/http/guard.server.ts';
import { keptFields } from '#app/http/kept-form.server.ts';
import { paths } from '#app/http/paths.ts';
import { soon } from '#app/http/soon.server.ts';
import { detailsWith, forbidden, notFound, type Problem } from '#app/problem.ts';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { formatInstant } from '#app/ui/format.ts';
import { KeptNotice } from '#app/ui/kept-notice.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { isPostgres } from '#db/engine.ts';

const pageSize = 50;

export const loader = reads('change.read', async (visit) => {
  const { register, reader, params, url, context } = visit;
  const scope = scopeOf(reader);
  const change = await getChange(register, numberOf(params.number), scope);
  const { number } = change;
  const done = (await rowChangesWithin(register, [number], scope)).get(number) ?? [];
  const asked = Number(/^[1-9]\d{0,5}$/.exec(url.searchParams.get('page') ?? '')?.[0] ?? 1);
  const page = Math.min(asked, Math.max(1, Math.ceil(done.length / pageSize)));
  // An import may have written 100,000 rows: named and described are those that the page shows.
  const shown = done.slice((page - 1) * pageSize, page * pageSize);
  const names = await readRowNames(register, valuesIn(shown));
  const undoing = context.imports.undoing(number);
  const isUndoing = undoing?.refusal === null;
  const mayBeUndone = change.undoneBy === null && mayUndo(reader, change, await getRootKind(register, change));
  return {
    change,
    rows: shown.map((row) => describeRow(row, tableWords, names)),
    ...{ total: done.length, page },
    undoable: mayBeUndone && !isUndoing,
    undoing: isUndoing ? { progress: undoing.progress } : null,
    // Where an undo stands is known to the program that does it; on SQLite there is commonly but one.
    elsewhere: change.kind === 'import' && isPostgres(register),
    refused: mayBeUndone && undoing?.refusal ? wordsOf(undoing.refusal) : null,
    saved: readOutcome(url.searchParams).saved === number,
    kept: await keptFields(visit),
  };
});

export const action = writes('change.undo', async ({ form, register, reader, params, now, context }) => {
  const number = numberOf(params.number);
  const change = await getChange(register, number);
  const rootKind = await getRootKind(register, change);
  if (!mayUndo(reader, change, rootKind)) throw forbidden('只有能做这类变更的账户才能撤销它。');
  const { reason } = form(UndoChange);
  const undo = { number, account: reader.username, reason, at: now };
  if (rootKind === 'import') {
    const saved = await soon(context.imports.undo(undo));
    return redirect(saved === null ? paths.change(number) : paths.change(saved, { saved }));
  }
  const saved = await undoChange(register, undo, checkUndone).catch(async (error: unknown) => {
    throw await namedRefusal(register, error, tableWords);
  });
  return redirect(paths.change(saved, { saved }));
});

const wordsOf = ({ kind, message, details }: Problem) => ({
  ...{ kind, message },
  details: detailsWith<UndoHindered>(details, 'inTheWay'),
});

function numberOf(text: string | undefined): number {
  if (text === undefined || !/^[1-9]\d{0,14}$/.test(text)) throw notFound('这号变更');
  return Number(text);
}

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageTitle(data ? `第 ${data.change.number} 号变更` : '变更');

export default function ChangePage() {
  const { change, rows, total, page, undoable, undoing, elsewhere, refused, saved, kept } =
    useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { number, kind, undoes } = change;
  const refusal = result?.problem ?? refused;
  return (
    <Page
      title={`第 ${number} 号变更`}
      kicker={changeKindLabel(kind)}
      crumbs={[{ href: paths.changes(), label: '变更' }]}
    >
      {saved && undoes !== null && (
        <Notice tone="success">
          已保存为第 {number} 号变更，第 {undoes} 号变更的内容已恢复原样
        </Notice>
      )}
      {undoing && <WorkProgressNotice place="变更" href={paths.change(number)} progress={undoing.progress} />}
      {refusal?.kind === 'conflict' ? (
        <UndoRefusal number={number} message={refusal.message} details={refusal.details} />
      ) : (
        refusal && refusal.kind !== 'invalid' && <Notice tone="error" title={refusal.message} />
      )}
      <KeptNotice shown={kept !== null} />
      <About change={change} />
      <Panel title="改动的内容" id="rows">
        {rows.length === 0 ? (
          <p className="text-ink-soft">没有改动登记内容。</p>
        ) : (
          <>
            <ChangeRows rows={rows} />
            <Pager {...{ total, page, pageSize }} counter="项" href={(to) => paths.change(number, { page: to })} />
          </>
        )}
      </Panel>
      {undoable && (
        <Panel title="撤销" id="undo" lead="撤销会产生一号新的变更，把上面的内容恢复成改动之前的样子。">
          {elsewhere && (
            <p className="mb-4">若已在另一台服务器上按过撤销，请等它办完再刷新本页，不必再按：这里看不到那边的进度。</p>
          )}
          <UndoForm
            number={number}
            reason={result?.values.reason ?? kept?.reason ?? ''}
            error={result?.problem.errors.find(({ path }) => path === 'reason')?.message}
          />
        </Panel>
      )}
    </Page>
  );
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

function About({ change }: Pick<Data, 'change'>) {
  const { at, reason, townName, undoes, undoneBy, hash, previousHash } = change;
  return (
    <Panel title="基本信息">
      <DefinitionList
        items={[
          { label: '时间', value: formatInstant(at) },
          { label: '账户', value: makerOf(change) },
          { label: '说明', value: reason ?? '无' },
          { label: '所属镇', value: townName ?? '不限于一个镇' },
          ...(undoes === null && undoneBy === null ? [] : [{ label: '撤销', value: <UndoneWords change={change} /> }]),
          { label: '校验值', value: <Seal hash={hash} previousHash={previousHash} /> },
        ]}
      />
    </Panel>
  );
}

/** The seal over the change's rows and the seal before it: whoever kept it can tell whether anything was altered since. */
function Seal({ hash, previousHash }: { hash: string | null; previousHash: string }) {
  return (
    <details>
      <summary>
        <code>{hash?.slice(0, 12)}</code>
      </summary>
      <p className="mt-1 text-sm break-all text-ink-soft">
        本号 <code>{hash}</code>
      </p>
      <p className="text-sm break-all text-ink-soft">
        上一号 <code>{previousHash}</code>
      </p>
    </details>
  );
}
