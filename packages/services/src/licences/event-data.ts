import type { Json } from '@tongban/kernel'

/** Guarantee: the data of an event was written as canonical JSON of an object. */
export const readData = (text: string) => JSON.parse(text) as { readonly [name: string]: Json }
