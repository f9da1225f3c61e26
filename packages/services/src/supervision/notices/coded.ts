import { civilDateAt } from '@tongban/calendar'
import { findItem } from '@tongban/catalogue'
import type { EpochMs } from '@tongban/kernel'
import type { Context } from '../../context.ts'
import { named, STEP_NAMES } from '../clocks/view.ts'

/** What the codes of a notice, a card or a finding are called. */
export type Coded = { readonly code: string; readonly zh: string; readonly en: string }

export const stepOf = (code: string): Coded => named(code, STEP_NAMES)

/** The item's name on the day it was written; its code where this build does not know it. */
export function itemOf(code: string | null, at: EpochMs): Coded | null {
  if (code === null) return null
  const found = findItem(code, civilDateAt(at))
  return found.ok ? { code, ...found.value.taskName } : { code, zh: code, en: code }
}

export function departmentOf({ region }: Pick<Context, 'region'>, code: string): Coded {
  const found = region.departments.find((department) => department.code === code)
  return found === undefined ? { code, zh: code, en: code } : { code, zh: found.name.zh, en: found.name.en }
}
