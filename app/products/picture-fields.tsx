import type { FormEvent } from 'react';
import { pictureHint } from '#app/attachments/attachment.rules.ts';
import { paths } from '#app/http/paths.ts';
import { FileField } from '#app/ui/field.tsx';
import { mostPictures, pictureBox } from './product.fields.ts';

interface PictureFieldsProps {
  values: Readonly<Record<string, string>>;
  /** Pictures that the draft has already, which can be shown. */
  stored: readonly string[];
  /** Pictures that came with a form that was refused; they are kept and shown once it is saved. */
  uploaded: readonly string[];
  error: string | undefined;
}

/** What a form may weigh, with some room for its words. */
const heaviest = 11.5 * 1024 * 1024;

/** Tells before it is sent, where there are scripts; else the server refuses the form. */
function weigh({ currentTarget }: FormEvent<HTMLInputElement>): void {
  const bytes = [...(currentTarget.files ?? [])].reduce((sum, { size }) => sum + size, 0);
  currentTarget.setCustomValidity(bytes > heaviest ? '这几张照片合计超过 11 MB，请分几次选择并保存' : '');
}

/** The pictures of a product: those it has, of which any can be dropped or lead, and new ones. */
export function PictureFields({ values, stored, uploaded, error }: PictureFieldsProps) {
  const earlier = Object.keys(values).flatMap((name) => /^picture-([0-9a-f]{64})$/.exec(name)?.[1] ?? []);
  const pictures = [...new Set([...stored, ...earlier, ...uploaded])];
  const isKept = (picture: string) => values[pictureBox(picture)] !== undefined || uploaded.includes(picture);
  return (
    <>
      {pictures.length > 0 && (
        <fieldset className="mb-6">
          <legend className="mb-1 font-semibold">已有的照片</legend>
          <ul className="grid grid-cols-2 gap-4 sm:grid-cols-3">
            {pictures.map((picture, place) => (
              <li key={picture}>
                {stored.includes(picture) ? (
                  <img
                    src={paths.picture(picture)}
                    alt={`照片 ${place + 1}`}
                    className="aspect-4/3 w-full bg-paper-deep object-cover"
                  />
                ) : (
                  <p className="flex aspect-4/3 items-center justify-center bg-paper-deep text-sm text-ink-soft">
                    刚上传，保存后显示
                  </p>
                )}
                <label className="flex cursor-pointer items-center gap-2 py-2">
                  <input
                    type="checkbox"
                    name={pictureBox(picture)}
                    defaultChecked={isKept(picture)}
                    className="size-4.5 accent-qing-700"
                  />
                  保留
                </label>
                <label className="flex cursor-pointer items-center gap-2 py-2">
                  <input
                    type="radio"
                    name="cover"
                    value={picture}
                    defaultChecked={values.cover === picture}
                    className="size-4.5 accent-qing-700"
                  />
                  排在最前
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
      )}
      <FileField
        name="pictures"
        label={pictures.length > 0 ? '再加照片' : '照片'}
        optional
        multiple
        accept="image/jpeg,image/png"
        hint={`${pictureHint}，最多 ${mostPictures} 张。照片里的拍摄地点等信息会自动去掉`}
        error={error}
        onInput={weigh}
      />
    </>
  );
}
