/** The kinds of change, their words, and the permission that making one takes (and so undoing it). */

import type { Permission } from '#app/accounts/policy.rules.ts';
import type { ChangeKind } from '#db/tables.ts';

export const changeKinds: Record<ChangeKind, { label: string; permission: Permission | null }> = {
  seed: { label: '初始数据', permission: null },
  undo: { label: '撤销变更', permission: null },
  'account-add': { label: '新增账户', permission: 'accounts.manage' },
  'account-amend': { label: '修改账户', permission: 'accounts.manage' },
  'village-amend': { label: '修改村庄资料', permission: 'village.amend' },
  'village-lineage': { label: '登记村庄沿革', permission: 'village.lineage' },
  'retention-propose': { label: '提出保留保护状态', permission: 'retention.propose' },
  'retention-confirm': { label: '确认保留保护状态', permission: 'retention.confirm' },
  'retention-decline': { label: '退回保留保护状态', permission: 'retention.confirm' },
  'statistics-amend': { label: '填报年度台账', permission: 'statistics.amend' },
  'title-start': { label: '新建创建项目', permission: 'title.advance' },
  'title-advance': { label: '推进创建项目', permission: 'title.advance' },
  'title-correct': { label: '更正创建步骤', permission: 'title.advance' },
  'title-confirm': { label: '确认命名', permission: 'title.confirm' },
  'title-decline': { label: '退回命名', permission: 'title.confirm' },
};

export function isChangeKind(kind: string): kind is ChangeKind {
  return Object.hasOwn(changeKinds, kind);
}

/** The Chinese word for a kind; an unknown one (of a later version) is shown as it is. */
export function changeKindLabel(kind: string): string {
  return isChangeKind(kind) ? changeKinds[kind].label : kind;
}
