import { paths } from '#app/http/paths.ts';
import { categoryWords } from '#app/producers/category.ts';
import type { Category } from '#db/tables.ts';

interface ProductPictureProps {
  /** The hash of the picture; null where none was brought. */
  picture: string | null;
  name: string;
  category: Category;
}

const marks: Record<Category, string> = {
  grain: '稻',
  vegetable: '蔬',
  fruit: '果',
  aquatic: '鲜',
  ornamental: '花',
  livestock: '畜',
};

/** A product's leading picture, and where there is none the character of its category, as on a seed packet. */
export function ProductPicture({ picture, name, category }: ProductPictureProps) {
  if (picture !== null)
    return (
      <img
        src={paths.picture(picture)}
        alt={name}
        loading="lazy"
        className="aspect-4/3 w-full bg-paper-deep object-cover"
      />
    );
  return (
    <div
      role="img"
      aria-label={`${categoryWords[category]}，没有照片`}
      className="flex aspect-4/3 w-full items-center justify-center border border-line bg-qing-50"
    >
      <span aria-hidden="true" className="font-song text-6xl text-qing-300">
        {marks[category]}
      </span>
    </div>
  );
}

/** All pictures of a product: the leading one large, the others beside it, each opening in full. */
export function ProductGallery({ pictures, name }: { pictures: readonly string[]; name: string }) {
  if (pictures.length === 0) return null;
  return (
    <ul className="mb-10 grid grid-cols-3 gap-2 sm:grid-cols-4">
      {pictures.map((picture, place) => (
        <li key={picture} className={place === 0 ? 'col-span-3 row-span-2 sm:col-span-2' : undefined}>
          <a href={paths.picture(picture)} className="block h-full">
            <img
              src={paths.picture(picture)}
              alt={`${name}，照片 ${place + 1}`}
              loading={place === 0 ? 'eager' : 'lazy'}
              className="aspect-4/3 h-full w-full bg-paper-deep object-cover"
            />
          </a>
        </li>
      ))}
    </ul>
  );
}
