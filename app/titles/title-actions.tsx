import { paths } from '#app/http/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';

interface TitleActionsProps {
  id: string;
  advance: boolean;
  settle: boolean;
}

/** What its reader may do with a title now. Steps are corrected from the time line. */
export function TitleActions({ id, advance, settle }: TitleActionsProps) {
  return (
    <>
      {settle && (
        <ButtonLink href={paths.titleConfirm(id)} look="primary">
          确认或退回命名
        </ButtonLink>
      )}
      {advance && (
        <ButtonLink href={paths.titleAdvance(id)} look="primary">
          推进到下一步
        </ButtonLink>
      )}
    </>
  );
}
