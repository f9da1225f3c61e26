import type { Language, Said } from '@tongban/http'
import type { TagColour } from '../parts/shown.tsx'

/** Words and addresses that several of these pages share. */
export const CASE_WORDS = {
  title: { zh: '我的办件', en: 'My cases' },
  byCode: { zh: '凭查询码查进度', en: 'See the progress by code' },
  state: { zh: '状态', en: 'State' },
  where: { zh: '办理地区', en: 'Region that has it' },
  received: { zh: '收件', en: 'Received' },
  accepted: { zh: '受理', en: 'Accepted' },
  decided: { zh: '作出决定', en: 'Decided' },
  due: { zh: '到期日', en: 'Due by' },
  dueBasis: { zh: '期限依据', en: 'Basis of the time limit' },
  why: { zh: '期限情况', en: 'How the time limit stands' },
  number: { zh: '办件编号', en: 'Case number' },
  history: { zh: '办理经过', en: 'What has happened' },
  limits: { zh: '各项期限', en: 'Time limits' },
  code: { zh: '查询码', en: 'Query code' },
  papers: { zh: '材料和文件', en: 'Papers and files' },
  supplement: { zh: '补正材料', en: 'Hand in what is missing' },
  withdraw: { zh: '撤回申请', en: 'Withdraw the application' },
  refer: { zh: '转由工作人员办理', en: 'Have a person decide' },
  reasons: { zh: '自动决定的理由', en: 'Why it was decided so' },
  urge: { zh: '催办', en: 'Urge the competent region' },
  renew: { zh: '换发查询码', en: 'Get a fresh query code' },
  rate: { zh: '评价服务', en: 'Rate the service' },
} as const satisfies Record<string, Said>

export const caseAt = (caseNumber: string, below = '') =>
  `/cases/${encodeURIComponent(caseNumber)}${below === '' ? '' : `/${below}`}`
export const apiAt = (caseNumber: string, below = '') =>
  `/approvals/v1/cases/${encodeURIComponent(caseNumber)}${below === '' ? '' : `/${below}`}`

const COLOURS: Readonly<Record<string, TagColour>> = {
  granted: 'green',
  refused: 'red',
  notAccepted: 'red',
  returned: 'red',
  awaitingSupplement: 'orange',
  suspended: 'yellow',
  withdrawn: 'grey',
  abandoned: 'grey',
}
export const stateColour = (state: string): TagColour => COLOURS[state] ?? 'blue'

/** Who did something, where no role says it. */
const BY: Readonly<Record<string, Said>> = {
  applicant: { zh: '申请人', en: 'applicant' },
  official: { zh: '工作人员', en: 'official' },
  machine: { zh: '系统按公布的规则', en: 'the system, by published rules' },
  clock: { zh: '系统按期限', en: 'the system, by the time limit' },
  partner: { zh: '协同地区', en: 'partner region' },
}
export const byWords = (by: string): Said => BY[by] ?? { zh: by, en: by }

/** Reasons of the machine are codes, which are explained on a page of their own. */
export const isCode = (reason: string): boolean => /^[A-Za-z0-9_.-]+$/.test(reason)

/** What is said beside something, in the brackets of the language. */
export const beside = ({ language }: { readonly language: Language }, text: string): string =>
  language === 'zh' ? `（${text}）` : ` (${text})`
