import { residentCheckCharacter } from '@tongban/privacy'

/**
 * A person of the demonstration. Nobody real can bear such a number: its address code ends in 9999, a place that no
 * province has, and the name begins with 演示.
 */
export type Person = {
  readonly name: string
  readonly birthOn: string
  readonly idNumber: string
  /** Whom this person stands for, in words. */
  readonly zh: string
  readonly en: string
}

const FIRST_SEQUENCE = 901

export type Draft = Omit<Person, 'idNumber'>

/** The drafted persons with numbers of the given region's province, each with its own sequence and check character. */
export function numbered<const Key extends string>(
  region: string,
  drafts: Readonly<Record<Key, Draft>>,
  first = FIRST_SEQUENCE,
): Readonly<Record<Key, Person>> {
  const entries = Object.entries<Draft>(drafts).map(([key, draft], index) => {
    const body = `${region.slice(0, 2)}9999${draft.birthOn.replaceAll('-', '')}${first + index}`
    return [key, { ...draft, idNumber: `${body}${residentCheckCharacter(body)}` }]
  })
  return withKeysOf(entries)
}

/** Guarantee: the entries were made from an object with exactly these keys. */
const withKeysOf = <Key extends string>(entries: unknown[][]) =>
  Object.fromEntries(entries) as Readonly<Record<Key, Person>>
