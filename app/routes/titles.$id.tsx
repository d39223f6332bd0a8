import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { may } from '#app/accounts/policy.rules.ts';
import { readOutcome } from '#app/changes/outcome.ts';
import { OutcomeNotice } from '#app/changes/outcome-notice.tsx';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { getTitle } from '#app/titles/title.repository.server.ts';
import { nextStages, standingOn } from '#app/titles/title.rules.ts';
import { TitleActions } from '#app/titles/title-actions.tsx';
import { listedTitle } from '#app/titles/title-list.rules.ts';
import { StageTags } from '#app/titles/title-table.tsx';
import { TitleTimeline } from '#app/titles/title-timeline.tsx';
import { asSeenBy, standingWords, titleName } from '#app/titles/title-words.rules.ts';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { formatDay } from '#app/ui/format.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';
import { levelWords } from '#app/villages/level.rules.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data ? titleName(data.title) : '荣誉与创建');

export const loader = reads('public.read', async ({ db, view, params, url, reader }) => {
  const title = asSeenBy(reader, await getTitle(db, params.id ?? ''));
  // What can be done depends on the present; a page of another day or an older change is only for reading.
  const present = view.pin.change === undefined && view.asOf === view.today;
  const mayAdvance = present && may(reader, 'title.advance', title.town.code);
  const waiting = title.steps.find(({ confirmation }) => confirmation === 'pending');
  return {
    title,
    asOf: view.asOf,
    pin: view.pin,
    standing: standingOn(title.steps, view.asOf),
    listed: listedTitle(title, view.asOf),
    actions: {
      advance: mayAdvance && nextStages(title.steps).length > 0,
      correct: mayAdvance,
      settle: present && waiting !== undefined && may(reader, 'title.confirm'),
    },
    outcome: readOutcome(url.searchParams),
    signedIn: reader !== null,
  };
});

export default function TitlePage() {
  const { title, asOf, pin, standing, listed, actions, outcome, signedIn } = useLoaderData<typeof loader>();
  const { village, town } = title;
  return (
    <Page
      title={titleName(title)}
      kicker={town.name}
      crumbs={[
        { href: paths.titles({ ...pin }), label: '荣誉与创建' },
        { href: paths.village(village.code, { ...pin }), label: village.name },
      ]}
      actions={<TitleActions id={title.id} {...actions} />}
    >
      <OutcomeNotice outcome={outcome} signedIn={signedIn} />
      <Panel title="现状" lead={`业务日期 ${formatDay(asOf)}`}>
        <DefinitionList
          columns={2}
          items={[
            { label: '进展', value: listed ? <StageTags place={listed} origin={title.origin} /> : '当时还没有开始' },
            { label: '是否计入', value: standingWords(standing) },
            { label: '年度', value: title.awardYear === null ? '不详或尚未命名' : `${title.awardYear}年度` },
            { label: '村庄等级', value: title.level === null ? '不影响村庄的等级' : levelWords[title.level] },
            { label: '备注', value: title.note ?? '无' },
            { label: '来源', value: title.source ?? '各镇登记' },
          ]}
        />
      </Panel>
      <Panel
        title="经过"
        actions={signedIn && <a href={paths.changes({ village: village.code })}>{village.name}的全部变更</a>}
      >
        <TitleTimeline title={title} asOf={asOf} correctable={actions.correct} />
      </Panel>
    </Page>
  );
}
