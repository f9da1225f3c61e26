import type { BulletinToSign } from '../bulletins/sign.ts'
import type { Context } from '../context.ts'

/**
 * Work that needs the audit key. Only the Worker that holds the key does it; the job runner asks that Worker over a
 * service binding. Each call does a bounded amount and answers one line for the job list; called again it goes on.
 */
export interface Keeper {
  /** Seals every civil day that is over and not sealed. */
  sealDays(): Promise<string>
  /** Erases the cases whose time is over and that nobody holds. */
  eraseCases(): Promise<string>
  /** Signs the draft of a bulletin that has this digest; answers the statement as a JWS, null where it is none any more. */
  signBulletin(draft: BulletinToSign): Promise<string | null>
}

export function keeperOf({ keeper }: Pick<Context, 'keeper'>): Keeper {
  if (keeper === null) throw new Error('no binding to the Worker that holds the audit key (EVIDENCE)')
  return keeper
}
