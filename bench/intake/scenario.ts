import type { FieldKeys } from '@tongban/privacy'
import type { Person } from './people.ts'
import type { Keys } from './recording.ts'

/** What is applied for: an item, who may have it, and under which keys the product finds a person's rows. */
export type Scenario = {
  readonly name: string
  readonly says: string
  readonly item: string
  /** Whether its approval issues a licence, so that both sides wait for the signature of the licences Worker. */
  readonly issuesLicence: boolean
  readonly personAt: (at: number, today: string) => Person
  /** Handed in by the person, or by staff who have the person at the counter. */
  readonly applicationOf: (person: Person, by: 'person' | 'staff') => object
  /** What the registers say of them; a register without a record of somebody says that there is none. */
  readonly registersOf: (people: readonly Person[], today: string) => readonly Register[]
  /** Of the person alone; each must be one that the product binds. */
  readonly keysOf: (ring: FieldKeys, person: Person) => Promise<Keys>
}

export type Register = {
  readonly source: string
  readonly records: readonly { readonly keys: readonly string[]; readonly record: object }[]
}
