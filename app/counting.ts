/**
 * How far a list's rows are counted. Counting the rows of a country takes as long as reading them; nobody turns so many
 * pages, and whoever wants all of them takes the export.
 */
export const mostCounted = 10_000;

/** How many rows a choice offers. Nobody looks through more: whoever has more to choose from types what he means. */
export const mostChoices = 200;
