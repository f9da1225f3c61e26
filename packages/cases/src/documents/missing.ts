/**
 * What each kind of document cannot do without. Nothing incomplete is issued: an official is told which facts are
 * missing, by the names of the step's own fields. 行政许可法 32, 34, 36, 38, 42, 43, 45, 47, 48, 69.
 */
import { civilDate } from '@tongban/calendar'
import type { FieldError } from '@tongban/kernel'
import type { DocumentFacts } from './facts.ts'
import type { DocumentKind } from './kinds.ts'

export type FactName = keyof DocumentFacts

const ALWAYS: readonly FactName[] = ['applicantName', 'organ', 'itemName', 'receivedOn', 'issuedOn', 'phone']

const NEEDED: Readonly<Record<DocumentKind, readonly FactName[]>> = {
  acceptance: [],
  deemedAcceptance: ['effectiveOn', 'untilOn', 'groundBasis'],
  supplement: ['reasons'],
  returned: ['reasons'],
  notRequired: ['reasons', 'remedies'],
  notAccepted: ['reasons', 'remedies'],
  inspection: ['inspectedOn', 'place', 'officials', 'findings'],
  thirdParty: ['parties', 'interest', 'untilOn'],
  hearing: ['heldOn', 'place', 'chair', 'officials', 'participants', 'statements'],
  suspension: ['ground', 'groundBasis', 'fromOn', 'neededWorkdays'],
  extension: ['reasons', 'workdays', 'approvedBy', 'groundBasis'],
  preliminary: ['to', 'opinion', 'reasons'],
  grant: [],
  deemedRenewal: ['effectiveOn', 'groundBasis'],
  refusal: ['reasons', 'ground', 'remedies'],
  service: ['served', 'receiver', 'method', 'servedOn', 'officials'],
  abandonment: ['ground', 'untilOn', 'remedies'],
  correction: ['concerns', 'changes', 'reasons'],
  annulment: ['concerns', 'ground', 'reasons', 'remedies'],
  reopening: ['orderedBy', 'order', 'reasons'],
}

/** An official who turns an application away names the law and the organ that has it (行政许可法 32(1)(二)). */
const BY_OFFICIAL: Partial<Record<DocumentKind, readonly FactName[]>> = {
  notAccepted: ['ground', 'competentOrgan'],
}

/** Facts a kind needs, of which none may be missing. */
export function neededFacts(kind: DocumentKind, automatic: boolean): readonly FactName[] {
  const ofKind = automatic ? LISTS.automatic : LISTS.official
  const names = ofKind[kind] ?? [...ALWAYS, ...NEEDED[kind], ...(automatic ? [] : (BY_OFFICIAL[kind] ?? []))]
  ofKind[kind] = names
  return names
}
type Lists = Partial<Record<DocumentKind, readonly FactName[]>>
/** Put together once for each kind. */
const LISTS: { readonly automatic: Lists; readonly official: Lists } = { automatic: {}, official: {} }

/** The needed facts that are not there, are empty, or are dates that no calendar has. */
export function missingFacts(kind: DocumentKind, facts: DocumentFacts): readonly FactName[] {
  return neededFacts(kind, facts.automatic).filter((name) =>
    kind === 'inspection' && name === 'officials'
      ? new Set(facts.officials).size < 2
      : !isThere(name, facts[name]) || isYetToCome(name, facts),
  )
}

/** What a document records has happened by the day it is written. */
const RECORDED: readonly FactName[] = ['inspectedOn', 'heldOn', 'servedOn']
const isYetToCome = (name: FactName, facts: DocumentFacts) =>
  RECORDED.includes(name) && String(facts[name]) > facts.issuedOn

function isThere(name: FactName, value: unknown): boolean {
  if (typeof value === 'string') {
    return name.endsWith('On') ? civilDate(value) !== undefined : value.trim() !== ''
  }
  if (typeof value === 'number') return Number.isInteger(value) && value > 0
  if (Array.isArray(value)) return value.length > 0 && value.every((each) => isWhole(each))
  return value !== null && value !== undefined
}

/** An entry of a list: a text that says something, or an object whose texts all do, apart from those that may be empty. */
function isWhole(entry: unknown): boolean {
  if (typeof entry === 'string') return entry.trim() !== ''
  if (typeof entry !== 'object' || entry === null) return false
  return Object.entries(entry).every(
    ([key, value]) => MAY_BE_EMPTY.includes(key) || (typeof value === 'string' && value.trim() !== ''),
  )
}
const MAY_BE_EMPTY: readonly string[] = ['basis', 'cure']

/** The same as errors of a request, one pointer each. */
export const missingErrors = (missing: readonly FactName[]): readonly FieldError[] =>
  missing.map((name) => {
    const { zh, en } = WORDS[name] ?? { zh: name, en: name }
    return {
      pointer: `/${name}`,
      zh: `文书缺少：${zh}。请填写后重新提交，文书未制发。`,
      en: `The document lacks ${en}. Fill it in and send it again; no document was issued.`,
    }
  })

const WORDS: Partial<Record<FactName, { readonly zh: string; readonly en: string }>> = {
  applicantName: { zh: '申请人名称', en: 'the name of the applicant' },
  organ: { zh: '机关名称', en: 'the name of the organ' },
  itemName: { zh: '事项名称', en: 'the name of the item' },
  receivedOn: { zh: '收件日期', en: 'the day of receipt' },
  issuedOn: { zh: '文书日期', en: 'the date of the document' },
  phone: { zh: '咨询电话', en: 'the telephone number for questions' },
  reasons: { zh: '理由', en: 'the reasons' },
  ground: { zh: '法律依据或者特别程序名称', en: 'the legal ground, or the special procedure' },
  groundBasis: { zh: '所依据的条款', en: 'the article it rests on' },
  competentOrgan: { zh: '有权机关名称', en: 'the organ that is competent' },
  remedies: { zh: '救济途径', en: 'the remedies' },
  untilOn: { zh: '截止日期', en: 'the last day' },
  effectiveOn: { zh: '生效日期', en: 'the day it takes effect' },
  fromOn: { zh: '开始日期', en: 'the first day' },
  neededWorkdays: { zh: '所需时间（工作日）', en: 'the time needed in working days' },
  workdays: { zh: '延长的工作日数', en: 'the working days of the extension' },
  approvedBy: { zh: '批准人', en: 'who approved it' },
  inspectedOn: { zh: '核查日期（不晚于今天）', en: 'the day of the check, not after today' },
  heldOn: { zh: '听证日期（不晚于今天）', en: 'the day of the hearing, not after today' },
  servedOn: { zh: '送达日期（不晚于今天）', en: 'the day of service, not after today' },
  place: { zh: '地点', en: 'the place' },
  officials: { zh: '工作人员姓名（核查须两人以上）', en: 'the officials (two or more for a check)' },
  findings: { zh: '核查情况', en: 'what was found' },
  participants: { zh: '听证参加人', en: 'who took part' },
  chair: { zh: '听证主持人', en: 'who led the hearing' },
  statements: { zh: '听证陈述内容', en: 'what was said' },
  parties: { zh: '利害关系人', en: 'the interested parties' },
  interest: { zh: '所涉重大利益', en: 'the interest that is touched' },
  to: { zh: '上级机关', en: 'the superior organ' },
  opinion: { zh: '初步审查意见', en: 'the preliminary opinion' },
  served: { zh: '送达的文书', en: 'the documents served' },
  receiver: { zh: '收件人', en: 'who received it' },
  method: { zh: '送达方式', en: 'the way of service' },
  concerns: { zh: '所涉文书及文号', en: 'the document concerned, with its number' },
  changes: { zh: '更正内容', en: 'what is corrected' },
  orderedBy: { zh: '作出重新办理依据的机关', en: 'the organ that ordered it' },
  order: { zh: '重新办理的依据', en: 'the document by which it was ordered' },
}
