/**
 * The fields forms are made of. Every text is bounded and well-formed (no control characters, no lone surrogates),
 * every object refuses keys it does not name, civil dates stay strings.
 */
import * as z from 'zod'

/** Text a person types: trimmed by the caller, not by us; 1 to `max` UTF-16 units. */
export const text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    // Control characters (NUL among them) never belong in a form; lone surrogates cannot be written as JSON.
    .refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value), {
      error: '含有不允许的字符 / holds characters that are not allowed',
    })

/** `YYYY-MM-DD`, a day of the calendar. */
export const civilDate = () => z.iso.date()
/** Division code of 6, 9 or 12 digits. */
export const division = () => z.string().regex(/^[1-9]\d{5}(\d{3}){0,2}$/)
/** Account or card number. */
export const account = () => z.string().regex(/^\d{8,32}$/)
/** Number printed on a permit or an undertaking. */
export const documentNumber = () => z.string().regex(/^[0-9A-Za-z\u4e00-\u9fff（）()〔〕[\]-]{4,40}$/u)
/** Whole yuan, fen-free. */
export const yuan = () => z.int().min(0).max(1_000_000)
export const count = (max: number) => z.int().min(0).max(max)
