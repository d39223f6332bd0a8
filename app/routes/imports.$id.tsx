import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { getChange } from '#app/changes/change.repository.server.ts';
import { mayUndo } from '#app/changes/undo.rules.ts';
import { deleteImport, getImport, listImportRows, takeImport } from '#app/exchange/import.repository.server.ts';
import { ImportAction, ImportSearch } from '#app/exchange/import.schema.ts';
import { ImportStateTag } from '#app/exchange/import-list.tsx';
import { ImportRows } from '#app/exchange/import-rows.tsx';
import { ImportSheets } from '#app/exchange/import-summary.tsx';
import { rowKinds } from '#app/exchange/kinds.ts';
import { WorkProgressNotice } from '#app/exchange/work-progress.tsx';
import { reads, type WriteVisit, writes } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { soon } from '#app/http/soon.server.ts';
import { forbidden, Problem } from '#app/problem.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { formatInstant, formatNumber } from '#app/ui/format.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';

export const handle = { interactive: true };

const pageSize = 50;

const ownTown = { town: async ({ reader }: { reader: { townCode: string | null } }) => reader.townCode };

export const loader = reads('import.run', ownTown, async ({ register, reader, params, url, context }) => {
  const imported = await getImport(register, params.id, reader);
  const { outcome, page } = ImportSearch.parse(Object.fromEntries(url.searchParams));
  const place = { outcome, limit: pageSize, offset: (page - 1) * pageSize };
  const { appliedChange } = imported;
  const change = appliedChange === null ? null : await getChange(register, appliedChange);
  const undoing = appliedChange === null ? null : context.imports.undoing(appliedChange);
  const isUndoing = undoing?.refusal === null;
  return {
    ...{ imported, outcome, page },
    sheets: imported.sheets.map((sheet) => ({ ...sheet, takenFor: sheet.kind && rowKinds[sheet.kind].sheet })),
    rows: await listImportRows(register, imported.id, place),
    isUnderWay: isUndoing || imported.state === 'reading' || imported.state === 'writing',
    progress: isUndoing ? undoing.progress : context.imports.progress(imported.id),
    refused: undoing?.refusal?.message ?? null,
    undoable: change !== null && change.undoneBy === null && mayUndo(reader, change, change.kind),
  };
});

export const action = writes('import.run', ownTown, async (visit) => {
  const { id } = await getImport(visit.register, visit.params.id, visit.reader);
  const wanted = visit.form(ImportAction);
  switch (wanted.intent) {
    case 'apply':
      await apply(visit, id, wanted.preview);
      break;
    case 'read':
      await readAgain(visit, id);
      break;
    case 'undo':
      await undo(visit, id);
      break;
    case 'discard':
      await discard(visit, id);
      return redirect(paths.imports());
  }
  return redirect(paths.import(id));
});

async function apply(
  { register, reader, visitor, context, now }: WriteVisit,
  id: string,
  preview: number,
): Promise<void> {
  const { previewChange, refused } = await getImport(register, id, reader);
  if (previewChange !== preview) throw new Problem('conflict', '您看到的预览已经更新。请核对新的预览，再写入一次。');
  if (refused > 0) throw new Problem('conflict', `有 ${refused} 行不能导入，所以一行也不能写入。`);
  if (!(await takeImport(register, { id, from: ['ready'], now }, 'writing')))
    throw new Problem('conflict', '这份文件已经在写入，或者已经写入过了。');
  await soon(context.imports.write(id, reader, visitor.session));
}

async function readAgain({ register, reader, context, now }: WriteVisit, id: string): Promise<void> {
  const from = ['ready', 'failed', 'interrupted'] as const;
  if (await takeImport(register, { id, from, now }, 'reading')) await soon(context.imports.read(id, reader));
}

async function undo({ register, reader, now, context }: WriteVisit, id: string): Promise<void> {
  const { appliedChange, fileName } = await getImport(register, id, reader);
  if (appliedChange === null) throw new Problem('conflict', '这份文件还没有写入，没有可以撤销的。');
  const change = await getChange(register, appliedChange);
  if (!mayUndo(reader, change, change.kind)) throw forbidden('只有能做这类变更的账户才能撤销它。');
  if (change.undoneBy !== null) throw new Problem('conflict', `已由第 ${change.undoneBy} 号变更撤销过。`);
  await soon(context.imports.undo({ number: appliedChange, account: reader.username, reason: fileName, at: now }));
}

async function discard({ register, reader }: WriteVisit, id: string): Promise<void> {
  const { state } = await getImport(register, id, reader);
  if (state !== 'ready' && state !== 'failed' && state !== 'interrupted')
    throw new Problem('conflict', '正在处理或已经写入的，不能丢弃。');
  await deleteImport(register, id);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data?.imported.fileName ?? '导入');

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function ImportPage() {
  const data = useLoaderData<typeof loader>();
  const failure = useActionData<typeof action>();
  const { imported, sheets, progress, isUnderWay, refused } = data;
  const { id, fileName, state, startedAt, account, accountName } = imported;
  return (
    <Page
      title={fileName}
      kicker={<ImportStateTag state={state} undoneBy={imported.undoneBy} />}
      lead={`${accountName ?? account} 于 ${formatInstant(startedAt)} 上传`}
      crumbs={[{ href: paths.imports(), label: '导入' }]}
    >
      {(failure || refused) && <Notice tone="error" title={failure?.problem.message ?? refused} />}
      {isUnderWay ? (
        <WorkProgressNotice
          place="导入"
          href={paths.import(id)}
          events={paths.importProgress(id)}
          progress={progress}
        />
      ) : (
        <Standing {...data} />
      )}
      {!isUnderWay && sheets.length > 0 && (
        <>
          <Panel title="文件里的工作表">
            <ImportSheets sheets={sheets} />
          </Panel>
          <Panel title="逐行核对" id="rows">
            <ImportRows {...data} pageSize={pageSize} />
          </Panel>
        </>
      )}
    </Page>
  );
}

/** Where the import stands and what can be done now. */
function Standing(data: Data) {
  const { state, message } = data.imported;
  switch (state) {
    case 'applied':
      return <Applied {...data} />;
    case 'failed':
      return (
        <Notice tone="error" title="这份文件读不出来">
          <p>{message}</p>
          <Buttons>
            <Discard />
          </Buttons>
        </Notice>
      );
    case 'interrupted':
      return (
        <Notice tone="warning" title={message}>
          <Buttons>
            <IntentButton intent="read" label="重新读取" />
            <Discard />
          </Buttons>
        </Notice>
      );
    default:
      return <Ready {...data} />;
  }
}

function Ready({ imported }: Data) {
  const isEmpty = imported.sheets.every(({ rows }) => rows === 0);
  const { id, message, added, changed, unchanged, refused, previewChange } = imported;
  const counts = `新增 ${formatNumber(added)} 行，修改 ${formatNumber(changed)} 行，没有变化 ${formatNumber(unchanged)} 行`;
  return (
    <>
      {message && <Notice tone="warning" title={message} />}
      {refused > 0 ? (
        <Notice tone="error" title={`有 ${formatNumber(refused)} 行不能导入，所以整份文件都不会写入`}>
          <p>其余的：{counts}。请下载带“错误”一列的文件，照着改好后重新上传；错误一列留着也不要紧。</p>
          <Buttons>
            <ButtonLink look="primary" href={paths.importErrors(id)} download>
              下载带“错误”列的文件
            </ButtonLink>
            <Discard />
          </Buttons>
        </Notice>
      ) : added + changed === 0 ? (
        <Notice title={isEmpty ? '文件里没有数据行' : '没有需要写入的改动'}>
          <p>
            {isEmpty
              ? '只找到了表头，表头下面没有内容。请核对是不是选错了文件。'
              : `${counts}。文件里的内容与登记簿一致。`}
          </p>
          <Buttons>
            <Discard />
          </Buttons>
        </Notice>
      ) : (
        <Notice tone="success" title="可以写入">
          <p>{counts}。写入作为一号变更，可以一次撤销。</p>
          <Buttons>
            <form method="post">
              <input type="hidden" name="intent" value="apply" />
              <input type="hidden" name="preview" value={previewChange ?? 0} />
              <Button>写入登记簿</Button>
            </form>
            <Discard />
          </Buttons>
        </Notice>
      )}
    </>
  );
}

function Applied({ imported, undoable }: Data) {
  const { appliedChange, added, changed, undoneBy } = imported;
  if (appliedChange === null) return null;
  const number = <a href={paths.change(appliedChange)}>第 {appliedChange} 号变更</a>;
  if (undoneBy !== null)
    return (
      <Notice title="这次导入已撤销">
        {number}由<a href={paths.change(undoneBy)}>第 {undoneBy} 号变更</a>撤销，内容已恢复成导入之前的样子。
      </Notice>
    );
  return (
    <Notice tone="success" title="已写入登记簿">
      <p>
        新增 {formatNumber(added)} 行，修改 {formatNumber(changed)} 行，是{number}。
      </p>
      {undoable && (
        <Buttons>
          <IntentButton intent="undo" label="撤销这次导入" look="danger" />
        </Buttons>
      )}
    </Notice>
  );
}

const Buttons = ({ children }: { children: ReactNode }) => (
  <div className="screen-only mt-3 flex flex-wrap items-center gap-3">{children}</div>
);

const Discard = () => <IntentButton intent="discard" label="丢弃这份文件" look="quiet" />;

interface IntentButtonProps {
  intent: string;
  label: string;
  look?: 'primary' | 'quiet' | 'danger';
}

function IntentButton({ intent, label, look }: IntentButtonProps) {
  return (
    <form method="post">
      <input type="hidden" name="intent" value={intent} />
      <Button look={look}>{label}</Button>
    </form>
  );
}
