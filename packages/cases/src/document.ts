/**
 * Documents 文书 given to the applicant: what is said in each, from which facts. 行政许可法 32 (dated written proof of
 * acceptance or refusal to accept, with seal), 38 (reasons and remedies); 个人信息保护法 24 (that a machine decided,
 * and that it may be refused). The text is made from the stored facts by the stored template version, so that its
 * digest can be checked at any time. No seal is applied here: every text says 未加盖 until a sealing service is connected.
 */
export const DOCUMENT_KINDS = {
  acceptance: { mark: '受', zh: '受理通知书', en: 'Notice of acceptance' },
  supplement: { mark: '补', zh: '补正告知书', en: 'Notice of what is to be supplemented' },
  notAccepted: { mark: '不受', zh: '不予受理决定书', en: 'Decision not to accept' },
  returned: { mark: '退', zh: '材料退回告知书', en: 'Notice of returned papers' },
  grant: { mark: '准', zh: '准予决定书', en: 'Decision to grant' },
} as const satisfies Record<string, { mark: string; zh: string; en: string }>
export type DocumentKind = keyof typeof DOCUMENT_KINDS

export const TEMPLATE_VERSION = '2026-11-2'

export type DocumentReason = { readonly text: string; readonly basis: string; readonly cure: string | null }

export type DocumentFacts = {
  readonly caseNumber: string
  readonly itemName: string
  readonly applicantName: string
  /** Decides between 你 and 你单位. */
  readonly applicantKind: 'person' | 'soleTrader' | 'organisation' | 'agency'
  readonly organ: string
  readonly receivedOn: string
  readonly issuedOn: string
  /** A machine alone made this result; the text then says so. */
  readonly automatic: boolean
  /** The applicant can refuse the automatic decision now; the text then says so. */
  readonly mayDecline: boolean
  readonly reasons: readonly DocumentReason[]
  /** Lines of the result, such as 每月津贴：200 元. */
  readonly results: readonly string[]
  /** What the item rests on, such as 《中华人民共和国老年人权益保障法》第33条. */
  readonly legalBasis: readonly string[]
  /** The published rules the result was made by; null where people decide. */
  readonly rules: { readonly version: number; readonly hash: string } | null
  /** The latest day for the next step of the organ and what that rests on; null where none runs. */
  readonly due: { readonly on: string; readonly basis: string } | null
  /** Organ that is competent instead; null where it is this one or not known. */
  readonly competentOrgan: string | null
  readonly remedies: { readonly reconsideration: string; readonly litigation: string } | null
  readonly phone: string
  /** Made in the development environment: the text then says that it has no effect. */
  readonly demonstration: boolean
}

type Lines = (facts: DocumentFacts, you: string) => readonly string[]

const OPENING = {
  acceptance: ({ reasons }, you) => [
    `${you}的申请已受理，转由工作人员审查。`,
    ...(reasons.length === 0 ? [] : ['转由工作人员审查的原因：']),
  ],
  supplement: (_, you) => [`${you}的申请需要补正。需要补正的全部内容：`],
  notAccepted: ({ competentOrgan }, you) => [
    `${you}申请的事项依法不属于本机关职权范围，现决定不予受理。`,
    competentOrgan === null
      ? '请向有权机关提出申请，可拨打咨询电话查询。'
      : `请向${competentOrgan}提出申请。`,
    '不予受理的理由：',
  ],
  returned: (_, you) => [`${you}提交的登记材料需要更正，现予退回。需要更正的全部内容：`],
  grant: (_, you) => [`${you}的申请符合规定条件，现决定准予。`],
} as const satisfies Record<DocumentKind, Lines>

/** What is to be done now, below the reasons. Only what the product and the window can really take. */
const NOW: Record<DocumentKind, Lines> = {
  acceptance: () => [],
  supplement: () => ['请撤回本申请，补齐材料后重新申请；也可以到窗口办理。'],
  notAccepted: (_, you) => [`${you}认为管辖判断有误的，可以拨打咨询电话，由工作人员核对。`],
  returned: ({ caseNumber }) => [`请更正后重新提交，并注明原办件编号 ${caseNumber}。`],
  grant: ({ legalBasis }) => (legalBasis.length === 0 ? [] : [`法律依据：${legalBasis.join('；')}。`]),
}

/** Number of the document 文号: kind, year, and the case it belongs to with the event that caused it. */
export function documentNumber(
  kind: DocumentKind,
  facts: Pick<DocumentFacts, 'caseNumber' | 'issuedOn'>,
  seq: number,
) {
  return `${DOCUMENT_KINDS[kind].mark}〔${facts.issuedOn.slice(0, 4)}〕${facts.caseNumber}-${seq}号`
}

/** The facts a kind cannot be issued without; the names of those that are missing. */
export function missingFacts(kind: DocumentKind, facts: DocumentFacts): readonly string[] {
  const needed: [name: string, present: boolean][] = [
    ['applicantName', facts.applicantName !== ''],
    ['organ', facts.organ !== ''],
    ['reasons', !['supplement', 'returned', 'notAccepted'].includes(kind) || facts.reasons.length > 0],
    ['remedies', kind !== 'notAccepted' || facts.remedies !== null],
  ]
  return needed.filter(([, present]) => !present).map(([name]) => name)
}

/** The text of a document. Throws when a needed fact is missing: nothing incomplete is ever issued. */
export function renderDocument(kind: DocumentKind, number: string, facts: DocumentFacts): string {
  const missing = missingFacts(kind, facts)
  if (missing.length > 0) throw new Error(`document ${kind} lacks ${missing.join(', ')}`)
  const { remedies, due, receivedOn, issuedOn } = facts
  const you = YOU[facts.applicantKind]
  return [
    ...(facts.demonstration ? ['演示数据，不具效力'] : []),
    DOCUMENT_KINDS[kind].zh,
    number,
    '',
    `${facts.applicantName}：`,
    `${you}于${inWords(receivedOn)}提出“${facts.itemName}”申请，办件编号 ${facts.caseNumber}。`,
    ...OPENING[kind](facts, you),
    ...facts.results.map((line) => `　${inWords(line)}`),
    ...facts.reasons.map((reason, at) => `　${at + 1}. ${inWords(sentence(reason))}`),
    ...NOW[kind](facts, you),
    ...(due === null ? [] : [`办理期限至${inWords(due.on)}（${due.basis}）。`]),
    ...machineLines(kind, facts, you),
    ...(remedies === null
      ? []
      : [`不服本决定的，可以${remedies.reconsideration}，或者${remedies.litigation}。`]),
    `咨询电话：${facts.phone}`,
    '',
    facts.organ,
    inWords(issuedOn),
    '（印章：未加盖）',
  ].join('\n')
}

const YOU: Record<DocumentFacts['applicantKind'], string> = {
  person: '你',
  soleTrader: '你',
  organisation: '你单位',
  agency: '你单位',
}

/** How much of the hash of the rules a document shows; enough to find the version, short enough to compare by eye. */
const HASH_SHOWN = 12

/** That a machine made this result, by which rules, and what the applicant may do about that (个人信息保护法 24). */
function machineLines(
  kind: DocumentKind,
  { automatic, mayDecline, rules }: DocumentFacts,
  you: string,
): readonly string[] {
  if (!automatic) return []
  if (rules === null) return ['本结果由系统根据申请所填的地区自动作出。']
  const which = `公布的规则（版本 ${rules.version}，内容摘要 ${rules.hash.slice(0, HASH_SHOWN)}）`
  const made =
    kind === 'acceptance'
      ? `本申请由系统按${which}核对，由工作人员作出决定。`
      : `本结果由系统按${which}自动作出。`
  const decline = mayDecline ? '，也可以拒绝自动决定，改由工作人员办理' : ''
  return [`${made}${you}可以要求说明理由${decline}。`]
}

/** Civil dates as documents write them: 2026年11月23日, without the spaces that set them off in Chinese. */
const inWords = (text: string): string =>
  text.replaceAll(
    / ?(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-]) ?/g,
    (_, year: string, month: string, day: string) => `${year}年${Number(month)}月${Number(day)}日`,
  )

function sentence({ text, basis, cure }: DocumentReason): string {
  const help = cure === null ? '' : ended(cure.startsWith('请') ? cure : `请${cure}`)
  return [ended(text), help, basis === '' ? '' : `（依据：${basis}）`].join('')
}

const ended = (text: string): string => (/[。！？]$/.test(text) ? text : `${text}。`)
