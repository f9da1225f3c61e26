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

export const TEMPLATE_VERSION = '2026-11'

export type DocumentReason = { readonly text: string; readonly basis: string; readonly cure: string | null }

export type DocumentFacts = {
  readonly caseNumber: string
  readonly itemName: string
  readonly applicantName: string
  readonly organ: string
  readonly receivedOn: string
  readonly issuedOn: string
  /** A machine alone decided; the text then says so and how to refuse it. */
  readonly automatic: boolean
  readonly reasons: readonly DocumentReason[]
  /** Lines of the result, such as 每月津贴：200 元. */
  readonly results: readonly string[]
  /** The latest day for the next step of the organ and what that rests on; null where none runs. */
  readonly due: { readonly on: string; readonly basis: string } | null
  /** Organ that is competent instead; null where it is this one or not known. */
  readonly competentOrgan: string | null
  readonly remedies: { readonly reconsideration: string; readonly litigation: string } | null
  readonly phone: string
  /** Made in the development environment: the text then says that it has no effect. */
  readonly demonstration: boolean
}

const OPENING = {
  acceptance: () => ['你（单位）的申请材料齐全、符合法定形式，现予受理。'],
  supplement: () => ['你（单位）的申请需要补正以下全部内容，请一次补齐：'],
  notAccepted: ({ competentOrgan }) => [
    '你（单位）申请的事项依法不属于本机关职权范围，现决定不予受理。',
    competentOrgan === null
      ? '请向有权机关提出申请，可拨打咨询电话查询。'
      : `请向${competentOrgan}提出申请。`,
  ],
  returned: () => ['你（单位）提交的登记材料需要更正，现予退回，更正后可重新提交。需要更正的全部内容：'],
  grant: () => ['你（单位）的申请符合规定条件，现决定准予。'],
} as const satisfies Record<DocumentKind, (facts: DocumentFacts) => readonly string[]>

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
  const { remedies, due } = facts
  return [
    ...(facts.demonstration ? ['演示数据，不具效力'] : []),
    DOCUMENT_KINDS[kind].zh,
    number,
    '',
    `${facts.applicantName}：`,
    `你（单位）于 ${facts.receivedOn} 提出“${facts.itemName}”申请，办件编号 ${facts.caseNumber}。`,
    ...OPENING[kind](facts),
    ...facts.results.map((line) => `　${line}`),
    ...facts.reasons.map((reason, at) => `　${at + 1}. ${sentence(reason)}`),
    ...(due === null ? [] : [`办理期限至 ${due.on}（${due.basis}）。`]),
    ...(facts.automatic
      ? ['本结果由系统按公布的规则自动作出。你可以要求说明理由，也可以拒绝自动决定，改由工作人员办理。']
      : []),
    ...(remedies === null
      ? []
      : [`不服本决定的，可以${remedies.reconsideration}，或者${remedies.litigation}。`]),
    `咨询电话：${facts.phone}`,
    '',
    facts.organ,
    facts.issuedOn,
    '（印章：未加盖）',
  ].join('\n')
}

function sentence({ text, basis, cure }: DocumentReason): string {
  const help = cure === null ? '' : `请：${cure}`
  return [text, help, basis === '' ? '' : `（依据：${basis}）`].filter((part) => part !== '').join(' ')
}
