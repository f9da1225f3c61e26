/**
 * Failures are data. A function that can fail for a reason its caller must handle returns a `Result`;
 * it throws only for a bug. A failure is a tagged union member with the facts needed to act on it.
 */
export type Ok<T> = { readonly ok: true; readonly value: T }
export type Fail<F> = { readonly ok: false; readonly failure: F }
export type Result<T, F> = Ok<T> | Fail<F>

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value })
export const fail = <const F>(failure: F): Fail<F> => ({ ok: false, failure })

/** Marks a branch the types say cannot be reached; reaching it is a bug. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
