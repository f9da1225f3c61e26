/** How a scenario ends that did not find what its clause asks for. */
/** The region did not do what the clause asks for. */
export class Unmet extends Error {
  override readonly name = 'Unmet'
}
/** What the scenario needs is not there. */
export class NotTried extends Error {
  override readonly name = 'NotTried'
}

export function must(holds: boolean, en: string): asserts holds {
  if (!holds) throw new Unmet(en)
}
