import { paths } from '#app/http/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { TextField } from '#app/ui/field.tsx';
import { formatInstant } from '#app/ui/format.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { joinStateWords } from './join.schema.ts';
import type { JoinRequest } from './join-request.repository.server.ts';
import type { Likely } from './likeness.rules.ts';
import { producerKindWords } from './producer.fields.ts';
import type { ProducerKind } from './producer.schema.ts';

interface Known {
  id: string;
  name: string;
  kind: ProducerKind;
  creditCode: string | null;
  townName: string;
}

interface RequestReviewProps {
  request: Omit<JoinRequest, 'passwordHash'>;
  /** Registered producers that may be the same one, within the reader's scope. */
  likely: readonly Likely<Known>[];
  /** Whether another town holds the same code; its row is not shown. */
  elsewhere: boolean;
  problem: string | null;
  /** The reason of a return that was refused, as typed. */
  typedReason: string | undefined;
}

/** A request beside what it may double, and the town's three answers. */
export function RequestReview({ request, likely, elsewhere, problem, typedReason }: RequestReviewProps) {
  const { name, kind, creditCode, townName, villageName, person, phone, username, note, submittedAt, state, reason } =
    request;
  const sameCode = elsewhere || likely.some((each) => each.sameCode);
  return (
    <>
      {problem !== null && <Notice tone="error">{problem}</Notice>}
      {state !== 'waiting' && <Notice title={joinStateWords[state]}>{reason ?? '这份申请已经处理。'}</Notice>}
      {elsewhere && <Notice tone="warning">另一镇已有相同代码的登记，请联系区里。</Notice>}
      <div className="grid gap-x-12 lg:grid-cols-2">
        <Panel title="申请内容" lead={`${formatInstant(submittedAt)}提交`}>
          <DefinitionList
            items={[
              ...identityOf({ name, kind, creditCode, townName }),
              { label: '所在村', value: villageName ?? '未填写' },
              { label: '联系人', value: phone === '' ? '已删除' : `${person}，${phone}` },
              { label: '用户名', value: username },
              { label: '补充说明', value: note ?? '没有' },
            ]}
          />
        </Panel>
        <Panel title="可能重复的登记" lead="代码相同，或名称相近。一个主体只登记一次。">
          {likely.length === 0 && <p className="text-ink-soft">没有找到。</p>}
          {likely.map(({ producer, sameCode: same }) => (
            <div key={producer.id} className="keep-together mb-6">
              {same && <p className="font-semibold text-red-700">代码相同</p>}
              <DefinitionList items={identityOf(producer)} />
              <p className="mt-1">
                <a href={paths.producer(producer.id)}>查看登记</a>
              </p>
              {state === 'waiting' && (
                <form method="post" className="mt-2">
                  <input type="hidden" name="producerId" value={producer.id} />
                  <Button look="quiet" name="intent" value="attach">
                    是同一个，为它开账户
                  </Button>
                </form>
              )}
            </div>
          ))}
        </Panel>
      </div>
      {state === 'waiting' && (
        <Panel title="答复">
          {!sameCode && (
            <form method="post" className="mb-8">
              <Button name="intent" value="accept">
                通过，登记为新的经营主体
              </Button>
            </form>
          )}
          <form method="post">
            <TextField
              name="reason"
              label="退回的原因"
              hint="对方会看到，并可修改后重新提交"
              width="full"
              defaultValue={typedReason}
            />
            <Button look="quiet" name="intent" value="decline">
              退回
            </Button>
          </form>
        </Panel>
      )}
    </>
  );
}

function identityOf({ name, kind, creditCode, townName }: Omit<Known, 'id'>) {
  return [
    { label: '名称', value: name },
    { label: '类型', value: producerKindWords[kind] },
    { label: '统一社会信用代码', value: creditCode ?? '没有' },
    { label: '所属镇', value: townName },
  ];
}
