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
  'area-amend': { label: '修改示范片区', permission: 'area.amend' },
  'area-advance': { label: '推进示范片区', permission: 'area.amend' },
  'area-correct': { label: '更正片区步骤', permission: 'area.amend' },
  'area-confirm': { label: '确认片区命名或成员村', permission: 'area.confirm' },
  'area-decline': { label: '退回片区命名', permission: 'area.confirm' },
  'producer-join': { label: '接纳经营主体', permission: 'join.review' },
  'producer-amend': { label: '修改经营主体', permission: 'producer.amend' },
  'consortium-amend': { label: '修改联合体成员', permission: 'producer.amend' },
  'base-amend': { label: '修改生产基地', permission: 'product.draft' },
  'brand-amend': { label: '修改品牌', permission: 'brand.amend' },
  'product-draft': { label: '填写产品登记', permission: 'product.draft' },
  'product-submit': { label: '提交产品登记', permission: 'product.draft' },
  'product-accept': { label: '通过产品登记', permission: 'product.review' },
  'product-return': { label: '退回产品登记', permission: 'product.review' },
  'product-withdraw': { label: '撤下产品', permission: 'product.review' },
  'product-code': { label: '更换或停用核验码', permission: 'product.review' },
  'certificate-submit': { label: '登记证书', permission: 'product.draft' },
  'certificate-accept': { label: '通过证书', permission: 'product.review' },
  'certificate-return': { label: '退回证书', permission: 'product.review' },
  'certificate-event': { label: '暂停、恢复或撤销证书', permission: 'certificate.suspend' },
  'output-report': { label: '填报产量', permission: 'product.draft' },
  'output-accept': { label: '通过产量', permission: 'product.review' },
  'output-return': { label: '退回产量', permission: 'product.review' },
  'local-output': { label: '填报地产农产品产量', permission: 'localOutput.amend' },
  'observation-enter': { label: '填报指标年度数', permission: 'observation.enter' },
  'observation-confirm': { label: '确认指标年度数', permission: 'observation.confirm' },
  'observation-decline': { label: '退回指标年度数', permission: 'observation.confirm' },
  'target-revise': { label: '调整规划目标', permission: 'target.revise' },
  'method-revise': { label: '调整统计口径', permission: 'method.revise' },
  import: { label: '导入表格', permission: 'import.run' },
};

export function isChangeKind(kind: string): kind is ChangeKind {
  return Object.hasOwn(changeKinds, kind);
}

/** The Chinese word for a kind; an unknown one (of a later version) is shown as it is. */
export function changeKindLabel(kind: string): string {
  return isChangeKind(kind) ? changeKinds[kind].label : kind;
}

/** The kinds as the choices of a filter. */
export const changeKindOptions = Object.entries(changeKinds).map(([value, { label }]) => ({ value, label }));
