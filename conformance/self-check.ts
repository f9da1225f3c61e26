/**
 * Proves the suite: against a mock partner that does all it should every clause must hold, and against one that breaks
 * a clause exactly the clauses concerned must be found broken.
 */
import type { ClauseId } from './clauses.ts'
import { BREAKERS } from './mock/breakers.ts'
import { NO_FAULTS } from './mock/faults.ts'
import { startPartner } from './mock/partner.ts'
import { type Outcome, runSuite } from './run-suite.ts'
import { type Sample, Tester } from './tester.ts'
import { makeKey, published } from './wire/keys.ts'

const TESTER = '990011'
const MOCK = '990022'
const FOREIGN_CASE = '990022202611120000001R'
const NAME = '演示申请人'
const SAMPLE: Sample = {
  data: { itemVersion: '1', situation: 'default', channel: 'web' },
  personal: {
    applicant: { kind: 'person', name: NAME, idKind: 'residentId', idNumber: '110101199003070038' },
  },
  secret: [NAME, '110101199003070038'],
}
/** How long is waited for what comes by itself; on a machine that is busy, once more and longer. */
const PATIENCE_MS = 250
const MORE_PATIENCE_MS = 4000
const YEAR = 366 * 86_400

export type Checked = {
  /** `null`: nothing was broken. */
  readonly broken: ClauseId | null
  readonly due: readonly ClauseId[]
  readonly failed: readonly ClauseId[]
  readonly outcomes: readonly Outcome[]
}

export const isRight = ({ due, failed, outcomes }: Checked) =>
  due.join() === failed.join() && outcomes.every(({ outcome }) => outcome !== 'notTried' || due.length > 0)

/** The suite against a mock partner in which this clause is broken. */
export async function checkWith(broken: ClauseId | null): Promise<Checked> {
  const checked = await checkOnce(broken, PATIENCE_MS)
  return isRight(checked) ? checked : checkOnce(broken, MORE_PATIENCE_MS)
}

async function checkOnce(broken: ClauseId | null, patienceMs: number): Promise<Checked> {
  const now = Math.floor(Date.now() / 1000)
  const testerKeys = [
    makeKey('sign', now - YEAR),
    makeKey('sign', now - 86_400),
    makeKey('sign', now - 2 * YEAR, now - YEAR),
    makeKey('open', now - YEAR),
  ]
  const mockKeys = [makeKey('sign', now - YEAR), makeKey('open', now - YEAR)]
  const agreed = { agreement: 'trial@1', route: 'trial-1', items: ['trial-item'], office: '*' }
  let testerUrl = ''
  const mock = await startPartner({
    region: MOCK,
    keys: mockKeys,
    other: () => ({ region: TESTER, baseUrl: testerUrl, keys: testerKeys.map(published) }),
    agreed,
    isBroken: (clause) => clause === broken,
    happens: NO_FAULTS,
    decides: true,
    retryMs: 20,
    foreignCase: FOREIGN_CASE,
  })
  const tester = new Tester({
    region: TESTER,
    keys: testerKeys,
    target: () => ({
      region: MOCK,
      baseUrl: mock.baseUrl,
      agreement: agreed.agreement,
      route: agreed.route,
      itemCode: 'trial-item',
      office: '*',
      foreignCase: FOREIGN_CASE,
    }),
    sample: SAMPLE,
    patienceMs,
  })
  try {
    testerUrl = await tester.open()
    await tester.meet()
    const outcomes = await runSuite(tester, { atOnce: 10 })
    const failed = outcomes.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id)
    const due = broken === null ? [] : (BREAKERS[broken]?.fails ?? [broken])
    return { broken, due, failed, outcomes }
  } finally {
    await tester.close()
    await mock.close()
  }
}

export const CLAUSES_BROKEN = Object.keys(BREAKERS).map(asClauseId)

/** Guarantee: the keys of the table. */
function asClauseId(id: string): ClauseId {
  return id as ClauseId
}

/** All of them, a few at a time. */
export async function selfCheck(tell: (checked: Checked) => void, atOnce = 4): Promise<readonly Checked[]> {
  const waiting: (ClauseId | null)[] = [null, ...CLAUSES_BROKEN]
  const all: Checked[] = []
  const line = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const checked = await checkWith(next)
      all.push(checked)
      tell(checked)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, line))
  return all
}
