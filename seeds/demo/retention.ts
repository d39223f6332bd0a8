/**
 * Which villages are retained: invented, so that 74 of the 83 are. No list of the plan's 74 is public.
 * Also the membership of areas, which the facts leave open.
 */
import type { RowPatch } from '#db/tables.ts';
import { codeSource } from '#seeds/facts/facts.ts';
import { clock, daysAfter, demoMark, district, type Entry, type Office, offices, placeOf } from './timeline.ts';

const notRetained = ['水产', '淀山湖一', '大新', '建国', '淀湖'];
/** Proposed with the others, declined, and not proposed again. */
const declined = '浦南';
const neverProposed = '金泽';
/** Proposed late: these wait for the district. */
const waiting = { 创建: 'retained', 育田: 'not-retained' } as const;

const open = [declined, neverProposed, ...Object.keys(waiting)];

/** The demonstration changes only what an office would change: the name and the code keep their source. */
export const villageMark = { ...demoMark, source: `${demoMark.source}；名称和代码：${codeSource}` };

export function retentionEntries(): Entry[] {
  return [
    ...offices.flatMap((office, index) => townEntries(office, index)),
    decline(),
    ...Object.entries(waiting).map(([name, proposal], index) => lateProposal(name, proposal, index)),
    areaEntry(),
  ];
}

type Proposal = 'retained' | 'not-retained';

function townEntries({ town, townName, username, villages }: Office, index: number): Entry[] {
  const settled = villages.filter(({ name }) => !open.includes(name));
  const codesOf = (proposal: Proposal) =>
    settled.filter(({ name }) => notRetained.includes(name) === (proposal === 'not-retained')).map(({ code }) => code);
  const extra = villages.filter(({ name }) => name === declined).map(({ code }) => code);
  return [
    {
      at: clock(daysAfter('2025-01-08', index), '10:15'),
      kind: 'retention-propose',
      account: username,
      town,
      reason: `按演示用村庄布局，提出${townName}镇各村保留保护状态`,
      write: async (trx, change) => {
        for (const proposal of ['retained', 'not-retained'] as const) {
          const codes = [...codesOf(proposal), ...(proposal === 'retained' ? extra : [])];
          const patch = { retentionProposal: proposal, retentionProposedBy: username };
          await amend(trx, codes, { ...patch, change });
        }
      },
    },
    {
      at: clock('2025-01-15', `1${index}:05`),
      kind: 'retention-confirm',
      account: district,
      town,
      reason: `${townName}镇演示名单已核对`,
      write: async (trx, change) => {
        for (const retention of ['retained', 'not-retained'] as const)
          await amend(trx, codesOf(retention), { retention, ...nothingWaits, change });
      },
    },
  ];
}

const nothingWaits = { retentionProposal: null, retentionProposedBy: null };

function decline(): Entry {
  const { office, code } = placeOf(declined);
  return {
    at: clock('2025-01-15', '14:30'),
    kind: 'retention-decline',
    account: district,
    town: office.town,
    reason: '与布局图不一致，请补充说明后再报',
    write: (trx, change) => amend(trx, [code], { ...nothingWaits, change }),
  };
}

function lateProposal(name: string, proposal: Proposal, index: number): Entry {
  const { office, code } = placeOf(name);
  return {
    at: clock(`2026-11-1${index + 1}`, '15:40'),
    kind: 'retention-propose',
    account: office.username,
    town: office.town,
    reason: `补报${name}村保留保护状态`,
    write: (trx, change) =>
      amend(trx, [code], {
        retentionProposal: proposal,
        retentionProposedBy: office.username,
        retentionNote: '演示：村民代表会议已讨论',
        change,
      }),
  };
}

async function amend(trx: Parameters<Entry['write']>[0], codes: string[], patch: RowPatch<'village'>): Promise<void> {
  if (codes.length === 0) return;
  await trx
    .updateTable('village')
    .set({ ...patch, ...villageMark })
    .where('code', 'in', codes)
    .execute();
}

/** Members along the two corridors, since an invented day. */
const corridorMembers = {
  'shentai-road': ['张马', '沈巷', '王金', '林家', '李庄'],
  'zhufeng-road': ['东庄', '泖甸', '叶港', '东厍', '长河', '泾花'],
};

function areaEntry(): Entry {
  return {
    at: clock('2025-01-20', '09:30'),
    kind: 'seed',
    account: null,
    reason: '演示数据：商榻九村按已确认登记，另两片补演示成员村',
    write: async (trx, change) => {
      await trx
        .updateTable('areaMember')
        .set({ membership: 'confirmed', since: '2022-03-05', ...demoMark, change })
        .where('areaId', '=', 'shangta')
        .execute();
      const members = Object.entries(corridorMembers).flatMap(([areaId, names]) =>
        names.map((name) => ({
          areaId,
          villageCode: placeOf(name).code,
          since: '2021-06-01',
          membership: 'confirmed' as const,
          ...demoMark,
          change,
        })),
      );
      await trx.insertInto('areaMember').values(members).execute();
    },
  };
}
