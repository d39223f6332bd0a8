import type { ReactNode } from 'react';
import { Notice } from '#app/ui/notice.tsx';
import type { Alarm } from './alarm.rules.ts';

/** What must be heard of, each with what to do; nothing where all is well. */
export function AlarmNotices({ alarms, more }: { alarms: readonly Alarm[]; more?: ReactNode }) {
  return alarms.map(({ key, words, remedy }) => (
    <Notice key={key} tone="error" title={words}>
      {remedy}
      {more}
    </Notice>
  ));
}
