/** Reads what a step carries in its `data`. A field of the wrong kind reads as absent; `may-happen.ts` says so first. */
import { civilDate } from '@tongban/calendar'
import type { CivilDate, Json } from '@tongban/kernel'

export type StepData = { readonly [key: string]: Json }

export function textIn(data: StepData, key: string): string | null {
  const value = data[key]
  return typeof value === 'string' && value !== '' ? value : null
}

export function dateIn(data: StepData, key: string): CivilDate | null {
  const text = textIn(data, key)
  return text === null ? null : (civilDate(text) ?? null)
}

/** A whole number above zero. */
export function countIn(data: StepData, key: string): number | null {
  const value = data[key]
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null
}

/** The different texts of a list. */
export function textsIn(data: StepData, key: string): readonly string[] {
  const value = data[key]
  if (!Array.isArray(value)) return []
  const texts = value.filter((each): each is string => typeof each === 'string' && each !== '')
  return [...new Set(texts)]
}
