import type { EpochMs } from './brand.ts'

/** The only way the product learns what time it is. */
export interface Clock {
  now(): EpochMs
}

/** The only way the product makes an identifier or a random token. */
export interface Ids {
  /** Time-sortable UUID version 7 (RFC 9562). */
  uuid(): string
  /** `length` bytes from the platform's generator. */
  random(length: number): Uint8Array
}
