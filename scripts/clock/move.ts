import { addWorkdays, type Calendar, civilDateAt, startOfDayAt } from '@tongban/calendar'

/** How the time of the development regions is moved: by working days, days, hours or minutes, or back to now. Pure. */
export type Move =
  | { readonly kind: 'show' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'forward'; readonly amount: number; readonly unit: Unit }
type Unit = 'wd' | 'd' | 'h' | 'm'

const SPANS = { d: 86_400_000, h: 3_600_000, m: 60_000 } as const

/** Undefined for what is no move. */
export function readMove(args: readonly string[]): Move | undefined {
  const [text, ...more] = args
  if (more.length > 0) return undefined
  if (text === undefined) return { kind: 'show' }
  if (text === 'now' || text === 'reset') return { kind: 'reset' }
  const [, digits, unit] = /^\+(\d{1,3})(wd|d|h|m)$/.exec(text) ?? []
  return digits === undefined || !isUnit(unit) ? undefined : { kind: 'forward', amount: Number(digits), unit }
}

const isUnit = (text: string | undefined): text is Unit =>
  text === 'wd' || text === 'd' || text === 'h' || text === 'm'

export type Moved = {
  readonly aheadMs: number
  /** A working day was counted in a year without a published calendar. */
  readonly provisional: boolean
}

/** `now` is the time of this machine. A working day later is the same time of that day. */
export function moved(
  { amount, unit }: Extract<Move, { kind: 'forward' }>,
  aheadMs: number,
  now: number,
  calendar: Calendar,
): Moved {
  if (unit !== 'wd') return { aheadMs: aheadMs + amount * SPANS[unit], provisional: false }
  const today = civilDateAt(now + aheadMs)
  const { on, provisional } = addWorkdays(calendar, today, amount)
  return { aheadMs: aheadMs + startOfDayAt(on) - startOfDayAt(today), provisional }
}
