import type { DemoPerson } from '../environment.ts'

/** People that follow one another under the same words; `words` is null where they have none. */
type PeopleTogether = {
  readonly id: string
  readonly words: NonNullable<DemoPerson['group']> | null
  readonly people: readonly DemoPerson[]
}

/** In the order given; the id, by which a group is reached on the page, begins with the kind of its people. */
export function groupsOf(kind: string, people: readonly DemoPerson[]): readonly PeopleTogether[] {
  const together: { readonly words: PeopleTogether['words']; readonly people: DemoPerson[] }[] = []
  for (const person of people) {
    const last = together.at(-1)
    if (last !== undefined && last.words?.zh === person.group?.zh) last.people.push(person)
    else together.push({ words: person.group ?? null, people: [person] })
  }
  return together.map((each, at) => ({ ...each, id: `${kind}-group-${at + 1}` }))
}
