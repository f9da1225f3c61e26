/**
 * Branded primitives: a value of such a type has passed the check named beside it.
 * The cast lives in the checking function alone.
 */
declare const brand: unique symbol
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }

/** Epoch milliseconds, UTC. Field names end in `At`. */
export type EpochMs = number
/** Civil date `YYYY-MM-DD` in Asia/Shanghai. Field names end in `On`. Made by `civilDate` in calendar. */
export type CivilDate = Brand<string, 'CivilDate'>
/** Division code of 6, 9 or 12 digits (GB/T 2260, GB/T 10114). Made by `divisionCode` in privacy. */
export type DivisionCode = Brand<string, 'DivisionCode'>
/** Case number of 22 characters. Made by `caseNumber` in kernel. */
export type CaseNumber = Brand<string, 'CaseNumber'>
