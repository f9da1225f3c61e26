import type { CivilDate, Json } from '@tongban/kernel'

/** Columns of stored texts and of the facts they are made of, as they were written. */

/** Guarantee: the day passed the calendar's check before it was stored. */
export const asDay = (text: string) => text as CivilDate
/** Guarantee: the facts were written as canonical JSON of an object. */
export const factsIn = (text: string) => JSON.parse(text) as { readonly [field: string]: Json }
/** Guarantee: the lines passed the template's check before they were stored. */
export const linesIn = (text: string) => JSON.parse(text) as readonly string[]
