/**
 * The clause that gives a step, by the procedure of the item. The articles of `event-rules.ts` are those of the
 * Licensing Law and hold for licences alone; a registration has its own (市场主体登记管理条例 19, 20; 实施细则 18), and
 * benefits, confirmations and public services have no national one: there the item or the region names it, or nobody
 * does. 个人信息保护法 and what the item itself names hold for every procedure.
 */
import type { LimitBasis } from './clock-rules.ts'
import { ruleOf } from './event-rules.ts'
import type { EventType } from './state.ts'
import type { StepPolicy } from './step-policy.ts'

const REGISTRATION: Partial<Record<EventType, string>> = {
  accepted: '市场主体登记管理条例 19',
  returned: '市场主体登记管理条例实施细则 18(3)',
  extended: '市场主体登记管理条例 19',
  granted: '市场主体登记管理条例 19',
  refused: '市场主体登记管理条例 20',
}

/** Laws that are no law of one procedure. */
const isGeneral = (basis: string) => basis.startsWith('个人信息保护法')

export function basisOf(
  event: EventType,
  { procedure, extension, inspection, abandonment }: NamedBases,
): string | null {
  const own: Partial<Record<EventType, LimitBasis | null>> = {
    extended: extension?.basis ?? null,
    inspected: inspection,
    abandoned: abandonment,
  }
  const named = own[event] ?? null
  if (named !== null) return named.zh
  const { basis } = ruleOf(event)
  if (basis === null || isGeneral(basis)) return basis
  if (procedure === 'licence') return event === 'returned' ? null : basis
  return procedure === 'registration' ? (REGISTRATION[event] ?? null) : null
}

type NamedBases = Pick<StepPolicy, 'procedure' | 'extension' | 'inspection' | 'abandonment'>
