import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { Fragment } from 'react';
import { importHint } from '#app/exchange/import.fields.ts';
import { listImports } from '#app/exchange/import.repository.server.ts';
import { ImportList } from '#app/exchange/import-list.tsx';
import { rowKinds } from '#app/exchange/kinds.ts';
import { keepImport } from '#app/exchange/run-import.server.ts';
import { formState } from '#app/http/form-state.ts';
import { reads, writes } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { readUpload } from '#app/http/uploads.server.ts';
import { Actions, Button } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FileField } from '#app/ui/field.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';

const shownImports = 30;

/** Milliseconds that a page waits for a small file, so that its preview is there at once. */
const patience = 1_500;

const ownTown = { town: async ({ reader }: { reader: { townCode: string | null } }) => reader.townCode };

export const loader = reads('import.run', ownTown, async ({ register, reader }) => ({
  imports: await listImports(register, reader, shownImports),
  templates: Object.values(rowKinds).map(({ key, sheet }) => ({ key, sheet })),
}));

export const action = writes('import.run', ownTown, async ({ wire, register, reader, context, now }) => {
  const id = await keepImport(register, await readUpload(wire, 'file'), { reader, now });
  await Promise.race([context.imports.read(id, reader), new Promise((resolve) => setTimeout(resolve, patience))]);
  return redirect(paths.import(id));
});

export const meta: MetaFunction = () => pageTitle('导入表格');

export default function Imports() {
  const { imports, templates } = useLoaderData<typeof loader>();
  const failure = useActionData<typeof action>();
  const { problems: errors } = formState(failure, { kept: null, stored: {} });
  return (
    <Page title="导入表格" lead="上传之后先看预览，逐行核对无误再写入登记簿。预览不改动任何内容。">
      <Panel title="上传文件">
        <ErrorSummary problems={errors} />
        <form method="post" encType="multipart/form-data">
          <FileField
            name="file"
            label="表格文件"
            hint={importHint}
            accept=".xlsx,.csv"
            required
            error={errors.find(({ path }) => path === 'file')?.message}
          />
          <Actions>
            <Button>上传并预览</Button>
          </Actions>
        </form>
      </Panel>
      <Panel title="怎样填写">
        <ul className="grid max-w-prose list-disc gap-1 pl-5">
          <li>
            可以下载模板填写，已填入本单位现有的内容：
            {templates.map(({ key, sheet }, index) => (
              <Fragment key={key}>
                {index > 0 && '、'}
                <a href={paths.importTemplate({ kind: key })}>{sheet}</a>
              </Fragment>
            ))}
            。从登记簿导出的表，改好后也可以直接导入。
          </li>
          <li>列的次序不限，不认识的列不读取；表头上方的大标题、空行、合计行和隐藏的工作表会跳过。</li>
          <li>空着的单元格不改动登记簿里的内容。要把某一项清空，请填“清空”。</li>
          <li>命名和保留保护状态照样由区里确认，导入不代替确认。</li>
          <li>
            产品、证书和产量是替经营主体报上来的，写入之后仍要审核，由本单位的另一位同事或区里通过，通过之前不公开、不计入。
          </li>
          <li>只要有一行不能导入，整份文件都不写入。写入之后可以一次撤销。</li>
        </ul>
      </Panel>
      <Panel title="最近的导入" lead="只有本单位的账户看得到。文件和预览保留三十天。">
        <ImportList imports={imports} />
      </Panel>
    </Page>
  );
}
