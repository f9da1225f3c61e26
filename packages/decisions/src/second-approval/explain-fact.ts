/** One settled fact in words: what it says, how sure it is, and who says so since when. Sensitive values are masked. */
import type { EpochMs } from '@tongban/kernel'
import type { Words } from './condition-words.ts'
import { datesInWords } from './dates-in-words.ts'
import {
  APPLICATION_SOURCE,
  type FactDefinition,
  type FactStatus,
  FORM_SOURCE,
  type SettledFact,
} from './fact.ts'
import { valueWords } from './value-words.ts'

export type ExplainedFact = Words & {
  readonly name: string
  readonly value: Words
  readonly status: { readonly code: FactStatus } & Words
  readonly source: string
  readonly sourceName: Words
  readonly sourceAt: EpochMs | null
  readonly fetchedAt: EpochMs
}

const STATUSES: Record<FactStatus, Words> = {
  known: { zh: '已核实', en: 'verified' },
  missing: { zh: '来源没有此项记录', en: 'not on record' },
  stale: { zh: '数据已超过时效', en: 'out of date' },
  contradictory: { zh: '填写内容与登记不一致', en: 'form and register differ' },
  unavailable: { zh: '来源暂时无法访问', en: 'source cannot be reached' },
  withheld: { zh: '未查询：提交人尚未证明可以代为办理', en: 'not looked up: the submitter may not learn it' },
  wrongType: { zh: '数据格式不符', en: 'wrong form' },
}

/** Said by the applicant, not checked by any register. */
const STATED: Words = { zh: '申请人填报', en: 'stated by the applicant' }
export const OWN_SOURCES: ReadonlySet<string> = new Set([FORM_SOURCE, APPLICATION_SOURCE])

export function explainFact(fact: SettledFact, definition: FactDefinition | undefined): ExplainedFact {
  const { name, zh, en, value, status, source, sourceAt, fetchedAt } = fact
  return {
    name,
    zh,
    en,
    value: datesInWords(valueWords(value, definition)),
    status: {
      code: status,
      ...(status === 'known' && OWN_SOURCES.has(source) ? STATED : STATUSES[status]),
    },
    source,
    sourceName: definition?.sourceName ?? { zh: source, en: source },
    sourceAt,
    fetchedAt,
  }
}
