import { type CaseFold, CLOCK_STEPS, type Clock, clockSentence, type Sentence } from '@tongban/cases'

/** The clocks of a case as its readers see them: each with its unit, its basis, and a sentence on why it stands. */
export type LimitView = Sentence & {
  readonly key: string
  readonly step: string
  readonly binds: string
  readonly unit: string
  readonly amount: number
  readonly extendedBy: number
  readonly fromOn: string
  readonly dueOn: string
  readonly dueAt: number
  readonly provisional: boolean
  readonly running: boolean
  readonly status: string
  readonly endedOn: string | null
  readonly elapsed: number
  readonly left: number
  readonly overdue: number | null
  readonly stoppedBy: readonly (Sentence & {
    readonly ground: string
    readonly basis: Clock['basis']
    readonly fromOn: string
    readonly resumesOn: string | null
  })[]
  readonly department: string | null
  readonly basis: Clock['basis']
  /** Why it stands and when it ends, in one sentence. */
  readonly sentence: Sentence
}

export function limitView(clock: Clock): LimitView {
  const { key, step, length, fromOn, dueOn, dueAt, provisional, status, basis, stoppedBy } = clock
  const { zh, en } = CLOCK_STEPS[step]
  return {
    key,
    step,
    zh,
    en,
    binds: clock.binds,
    unit: length.unit,
    amount: length.unit === 'instant' ? 0 : length.value,
    extendedBy: clock.extendedBy,
    fromOn,
    dueOn,
    dueAt,
    provisional,
    running: status === 'running',
    status,
    endedOn: clock.endedOn,
    elapsed: clock.elapsed,
    left: clock.left,
    overdue: clock.breach?.overdue ?? null,
    stoppedBy: stoppedBy.map(({ ground, zh, en, basis, fromOn, resumesOn }) => ({
      ground,
      zh,
      en,
      basis,
      fromOn,
      resumesOn,
    })),
    department: clock.department,
    basis,
    sentence: clockSentence(clock),
  }
}

/**
 * What stands. 个人信息保护法 24: a grant made by the machine stands until the person who was asked for has decided. 行政许可法
 * 45: while a special procedure is under way the clock stands, and the case says why and until when.
 */
export function standingOf(fold: CaseFold, clocks: readonly Clock[]): Sentence | null {
  return grantStanding(fold, clocks) ?? clockStanding(fold, clocks)
}

function clockStanding({ state }: CaseFold, clocks: readonly Clock[]): Sentence | null {
  if (state !== 'suspended') return null
  const clock =
    clocks.find(({ status, binds }) => status === 'stands' && binds === 'organ') ??
    clocks.find(({ step, status }) => step === 'suspension' && status !== 'ended')
  return clock === undefined ? null : clockSentence(clock)
}

function grantStanding(fold: CaseFold, clocks: readonly Clock[]): Sentence | null {
  if (fold.grantStandsOn === null && fold.grantDeclinedOn === null) return null
  const owed = clocks.find(
    ({ step, status }) => (step === 'decision' || step === 'jointDecision') && status !== 'ended',
  )
  const until = owed === undefined ? null : clockSentence(owed)
  return {
    zh: `系统作出的准予决定继续有效，直到工作人员重新作出决定。${until?.zh ?? ''}`,
    en: `The grant the machine made stands until a person has decided anew.${until === null ? '' : ` ${until.en}`}`,
  }
}
