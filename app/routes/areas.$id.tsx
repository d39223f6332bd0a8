import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { may } from '#app/accounts/policy.rules.ts';
import { areaKindWords } from '#app/areas/area.fields.ts';
import { getArea } from '#app/areas/area.repository.server.ts';
import { areaSeenBy, areasOn, countingWords } from '#app/areas/area.rules.ts';
import { AreaMembers } from '#app/areas/area-members.tsx';
import { AreaStage, townWords } from '#app/areas/area-table.tsx';
import { readOutcome } from '#app/changes/outcome.ts';
import { OutcomeNotice } from '#app/changes/outcome-notice.tsx';
import { reads, type Visit } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { StepTimeline } from '#app/titles/step-timeline.tsx';
import { nextStages } from '#app/titles/title.rules.ts';
import { townFor } from '#app/titles/title-step.rules.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { formatDay } from '#app/ui/format.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data?.area.name ?? '示范片区');

export const loader = reads('public.read', async (visit) => {
  const { db, view, params, url, reader } = visit;
  const whole = await getArea(db, params.id);
  const [listed = { area: whole, place: null }] = areasOn([whole], view.asOf);
  return {
    area: areaSeenBy(reader, listed.area),
    place: listed.place,
    ...{ asOf: view.asOf, pin: view.pin },
    counting: countingWords(whole, view.asOf),
    actions: actionsFor(visit, whole),
    outcome: readOutcome(url.searchParams),
    signedIn: reader !== null,
  };
});

/** What can be done depends on the present; a page of another day or an older change is only for reading. */
function actionsFor({ reader, view }: Visit, area: Awaited<ReturnType<typeof getArea>>) {
  const present = view.pin.change === undefined && view.asOf === view.today;
  const towns = area.towns.map(({ code }) => code);
  const amend = present && reader !== null && may(reader, 'area.amend', townFor(towns, reader));
  const pending = area.steps.some(({ confirmation }) => confirmation === 'pending');
  return {
    amend,
    advance: amend && nextStages(area.steps).length > 0,
    settle: present && pending && may(reader, 'area.confirm'),
  };
}

export default function AreaPage() {
  const { area, place, asOf, pin, counting, actions, outcome, signedIn } = useLoaderData<typeof loader>();
  const { id, name, kind, corridor, awardYear, note, source, members, steps } = area;
  return (
    <Page
      title={name}
      kicker={townWords(area)}
      crumbs={[{ href: paths.areas({ ...pin }), label: '示范片区' }]}
      actions={<AreaActions id={id} {...actions} />}
    >
      <OutcomeNotice outcome={outcome} signedIn={signedIn} />
      <Panel title="现状" lead={`业务日期 ${formatDay(asOf)}`}>
        <DefinitionList
          columns={2}
          items={[
            { label: '类型', value: areaKindWords[kind] },
            { label: '进展', value: <AreaStage area={area} place={place} /> },
            {
              label: '规划新增15个',
              value: counting,
              note: <a href={paths.figure('areas', { ...pin })}>这项指标的依据</a>,
            },
            { label: '年度', value: awardYear === null ? '不详或尚未命名' : `${awardYear}年度` },
            { label: '示范走廊', value: corridor ?? '无' },
            { label: '来源', value: source ?? '各镇登记' },
            { label: '备注', value: note ?? '无' },
          ]}
        />
      </Panel>
      <Panel
        title={`成员村（${members.length}）`}
        actions={actions.amend && <a href={paths.areaMembers(id)}>增减和确认成员村</a>}
      >
        <AreaMembers members={members} pin={pin} />
      </Panel>
      <Panel title="经过">
        {steps.length === 0 ? (
          <p className="text-ink-soft">还没有登记进展。</p>
        ) : (
          <StepTimeline
            label={`${name}的经过`}
            steps={steps}
            asOf={asOf}
            correctHref={actions.amend ? (sequence) => paths.areaStep(id, sequence) : null}
          />
        )}
      </Panel>
    </Page>
  );
}

interface AreaActionsProps {
  id: string;
  amend: boolean;
  advance: boolean;
  settle: boolean;
}

function AreaActions({ id, amend, advance, settle }: AreaActionsProps) {
  return (
    <>
      {amend && <ButtonLink href={paths.areaEdit(id)}>修改资料</ButtonLink>}
      {settle && (
        <ButtonLink href={paths.areaConfirm(id)} look="primary">
          确认或退回命名
        </ButtonLink>
      )}
      {advance && (
        <ButtonLink href={paths.areaAdvance(id)} look="primary">
          推进到下一步
        </ButtonLink>
      )}
    </>
  );
}
