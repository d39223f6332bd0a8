import type { AreaMemberTable, AreaTable } from '#db/tables.ts';

export const areaKindWords: Record<AreaTable['kind'], string> = {
  'demonstration-zone': '乡村振兴示范区',
  'demonstration-area': '乡村振兴示范片区',
  'contiguous-villages': '美丽乡村连片',
};

export const membershipWords: Record<AreaMemberTable['membership'], string> = {
  confirmed: '已确认',
  'to-be-confirmed': '待确认',
};
