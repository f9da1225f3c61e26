/**
 * Which thrown errors mean that the database is out of reach for the moment, so that the caller should come again
 * (503), and which are bugs (500). The texts are those the platform documents and those seen locally; drizzle wraps
 * them, so causes are read too.
 */

const TRANSIENT = [
  'Network connection lost',
  'storage caused object to be reset',
  'reset because its code was updated',
  'Cannot resolve D1 DB due to transient issue',
  'SQLITE_BUSY',
  'database is locked',
] as const

const OVERLOADED = ['Too many requests queued', 'queued for too long', 'D1 DB is overloaded'] as const

/** Seconds after which to come again: an overloaded database is given longer to recover than a lost connection. */
export type Outage = { readonly retryAfterSeconds: number }

export function outageOf(thrown: unknown): Outage | null {
  let error = thrown
  for (let depth = 0; depth < 4 && error instanceof Error; depth += 1) {
    const { message } = error
    if (OVERLOADED.some((text) => message.includes(text))) return { retryAfterSeconds: 30 }
    if (TRANSIENT.some((text) => message.includes(text))) return { retryAfterSeconds: 5 }
    error = error.cause
  }
  return null
}
