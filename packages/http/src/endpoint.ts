import type { Actor, EpochMs, Failure, FailureCode, Result } from '@tongban/kernel'
import * as z from 'zod'
import type { Language, Said } from './language.ts'
import type { Signed } from './partner-door.ts'
import type { Rights } from './rights.ts'

/**
 * One endpoint: a contract, which is plain data, and a handler that only translates. The contract cannot be written
 * without `rights`; the handler gets checked input and answers with a `Result`, which the door turns into JSON or a
 * problem. No handler sees the request itself.
 */

export type Contract = {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** Below the Worker's prefix, parameters in braces: `/v1/cases/{caseNumber}`. */
  readonly path: `/${string}`
  /** Instead of the Worker's prefix: `/admin`, for what a Worker answers there. */
  readonly prefix?: `/${string}`
  readonly summary: Said
  readonly description?: Said
  /** Heading under which the API document lists it. */
  readonly tag: Said
  readonly rights: Rights
  /** Requires `Idempotency-Key` (8–128 visible ASCII characters); for every POST that creates. */
  readonly idempotent?: true
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  /** Headers of the request that are read, by lower-case name. */
  readonly headers?: z.ZodObject
  readonly body?: z.ZodType
  /**
   * The body is bytes (`application/octet-stream`, unless another type is named), at most so many of them, and is handed over
   * as they are: so is JSON whose very bytes somebody has signed.
   */
  readonly bytes?: { readonly limitBytes: number; readonly type?: 'application/json' }
  /** For partner regions, whose requests are signed: how large a body may be where it is not the usual size. */
  readonly signed?: { readonly limitBytes: number }
  readonly answer: {
    readonly status: 200 | 201 | 202
    readonly description: Said
    /**
     * JSON answers hold what the schema names and nothing else; `application/octet-stream` goes with `streamSchema`
     * and is sent as it is read; other types are sent as the text given.
     */
    readonly schema: z.ZodType
    readonly type?: 'application/json' | `text/${string}` | `application/${string}`
  }
  /** Failures of this endpoint beyond those every endpoint can answer. */
  readonly failures: readonly FailureCode[]
}

type OutputOf<S> = S extends z.ZodType ? z.output<S> : undefined
type BodyOf<C extends Contract> = C['bytes'] extends object ? Uint8Array<ArrayBuffer> : OutputOf<C['body']>

/** What a door tells about every request. */
export type Asking = {
  readonly actor: Actor
  readonly language: Language
  readonly requestId: string
  /** By what the gateway counts this caller against floods; null where nothing stands before the Worker. */
  readonly caller: string | null
  /** When the request arrived. */
  readonly receivedAt: EpochMs
  /** Keeps the isolate alive for work that may go on after the answer (draining the outbox). */
  readonly afterwards: (work: Promise<unknown>) => void
}

export type Call<Context, C extends Contract> = Asking & {
  /** What the Worker hands to its services: made by `connect` of the door. */
  readonly context: Context
  readonly params: OutputOf<C['params']>
  readonly query: OutputOf<C['query']>
  readonly headers: OutputOf<C['headers']>
  readonly body: BodyOf<C>
  readonly idempotencyKey: C extends { idempotent: true } ? string : null
  /** What the partner's signature said, where partners alone come in. */
  readonly signed: C['rights'] extends readonly ['partner'] ? Signed : null
  /** Sets a header of the answer (`Location`, `ETag`, `Cache-Control`). */
  readonly setHeader: (name: string, value: string) => void
}

export type Handler<Context, C extends Contract> = (
  call: Call<Context, C>,
) => Promise<Result<Sendable<z.input<C['answer']['schema']>>, Failure>>

/** An answer that is sent while it is read: the whole (200) or a part (206) of something, and its own media type. */
export type Streamed = {
  readonly status: 200 | 206
  readonly type: string
  readonly body: ReadableStream<Uint8Array>
}
/** The schema of an answer of type `application/octet-stream`. */
export const streamSchema = z.custom<Streamed>((value) => isStreamed(value)).meta({ format: 'binary' })

export const isStreamed = (value: unknown): value is Streamed =>
  typeof value === 'object' && value !== null && 'body' in value && value.body instanceof ReadableStream

/** What a schema takes, also when it is read-only all the way down: services return nothing that may be changed. */
type Sendable<T> = T extends Streamed
  ? T
  : T extends readonly (infer E)[]
    ? readonly Sendable<E>[]
    : T extends object
      ? { readonly [K in keyof T]: Sendable<T[K]> }
      : T

/** A contract with its handler; `run` has lost the types of the input, which the door has checked by the contract. */
export type Endpoint<Context> = {
  readonly contract: Contract
  readonly run: (call: UncheckedCall<Context>) => Promise<Result<unknown, Failure>>
}

export type UncheckedCall<Context> = Asking & {
  readonly context: Context
  readonly params: unknown
  readonly query: unknown
  readonly headers: unknown
  readonly body: unknown
  readonly idempotencyKey: string | null
  readonly signed: Signed | null
  readonly setHeader: (name: string, value: string) => void
}

/**
 * The function by which a Worker declares its endpoints; called once, with the type of what its services need:
 * `export const endpoint = endpointsOf<ApprovalsContext>()`.
 */
export const endpointsOf =
  <Context>() =>
  <const C extends Contract>(contract: C, handler: Handler<Context, C>): Endpoint<Context> => ({
    contract,
    run: (call) => handler(asChecked<Context, C>(call)),
  })

/** The door hands over only what has passed the schemas of this very contract, so the types of the contract hold. */
const asChecked = <Context, C extends Contract>(call: UncheckedCall<Context>) => call as Call<Context, C>
