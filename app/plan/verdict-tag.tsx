import { Tag } from '#app/ui/tag.tsx';

/** 已达到, 未达到, 不能判断: what cannot be judged never looks like one of the other two. */
export function VerdictTag({ met }: { met: boolean | null }) {
  if (met === null) return <Tag tone="plain">不能判断</Tag>;
  return met ? <Tag tone="done">已达到</Tag> : <Tag tone="active">未达到</Tag>;
}
