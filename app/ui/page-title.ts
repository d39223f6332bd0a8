/** The title of a page's window: what is shown, then where one is. */
export function pageTitle(subject: string): { title: string }[] {
  return [{ title: `${subject} · 青西乡村振兴登记簿` }];
}
