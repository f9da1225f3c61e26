/**
 * Path templates: `/approvals/v1/cases/{}/files` stands for itself and for all below it, `{}` for any one segment. Of
 * several that fit a path the most precise decides: from the left, segment by segment, a word goes before `{}`, and of
 * two that agree so far the longer goes first. Words are compared as they are written, case and all; an empty segment
 * (`//`, or what follows a last slash) is none that `{}` fits.
 */
export type Template = `/${string}`

const ANY = '{}'

const segmentsOf = (path: string) => path.slice(1).split('/')

const fits = (template: readonly string[], path: readonly string[]) =>
  template.length <= path.length &&
  template.every((word, at) => (word === ANY ? path[at] !== '' : word === path[at]))

/** Sorts the more precise first: a word, then any segment, then no segment at all. */
const rankOf = (template: readonly string[]) =>
  `${template.map((word) => (word === ANY ? '1' : '0')).join('')}2`

/** What finds, for the path of a request, the entry whose template decides; `undefined` where none fits. */
export function finderOf<Entry extends { readonly template: Template }>(
  entries: readonly Entry[],
): (path: string) => Entry | undefined {
  const ranked = entries
    .map((entry) => ({ entry, segments: segmentsOf(entry.template) }))
    .map((each) => ({ ...each, rank: rankOf(each.segments) }))
    .toSorted((left, right) => (left.rank < right.rank ? -1 : Number(left.rank > right.rank)))
  return (path) => {
    const segments = segmentsOf(path)
    return ranked.find((each) => fits(each.segments, segments))?.entry
  }
}
