import { optionsOf } from '#app/field-words.ts';
import { type Pin, paths } from '#app/http/paths.ts';
import { FilterForm, FilterSelect, FilterText } from '#app/ui/filter-form.tsx';
import { confirmationWords, stageWords } from './title.fields.ts';
import type { TitleSearch } from './title.schema.ts';

interface TitleFiltersProps {
  search: TitleSearch;
  choices: {
    towns: readonly { code: string; name: string }[];
    programmes: readonly { key: string; name: string }[];
    years: readonly number[];
  };
  /** Kept when the filters are sent. */
  pin: Pin;
}

/** The filters over the list of titles. */
export function TitleFilters({ search, choices, pin }: TitleFiltersProps) {
  const { page: _, ...filters } = search;
  return (
    <FilterForm
      action={paths.titles()}
      label="筛选荣誉与创建"
      clearHref={paths.titles({ ...pin })}
      filtered={Object.values(filters).some((value) => value !== undefined)}
    >
      {Object.entries(pin).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <FilterText name="q" label="村名、拼音或代码" value={search.q} />
      <FilterSelect
        name="town"
        label="镇"
        value={search.town}
        options={choices.towns.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <FilterSelect
        name="programme"
        label="项目"
        value={search.programme}
        options={choices.programmes.map(({ key, name }) => ({ value: key, label: name }))}
      />
      <FilterSelect name="stage" label="进展" value={search.stage} options={optionsOf(stageWords)} />
      <FilterSelect
        name="awardYear"
        label="年度"
        value={search.awardYear?.toString()}
        options={choices.years.map((year) => ({ value: String(year), label: `${year}年度` }))}
      />
      <FilterSelect
        name="confirmation"
        label="区里确认"
        value={search.confirmation}
        options={optionsOf(confirmationWords)}
      />
    </FilterForm>
  );
}
