/** What a browser says of itself, in the words of somebody who asks "was that me?"; the first that fits. */
const devices: readonly [RegExp, string][] = [
  [/Harmony/, '鸿蒙设备'],
  [/Android/, '安卓设备'],
  [/iPhone/, '苹果手机'],
  [/iPad/, '苹果平板'],
  [/Macintosh/, '苹果电脑'],
  [/Windows/, 'Windows 电脑'],
  [/Linux/, 'Linux 电脑'],
];

/** The kind of device that a `User-Agent` names: no versions, so that an update does not pass for another device. */
export function deviceWords(userAgent: string | null): string {
  return devices.find(([mark]) => mark.test(userAgent ?? ''))?.[1] ?? '其他设备';
}
