/**
 * Template 2026-11-2, as documents were issued under it. Frozen: a stored document is rendered by its own template for
 * as long as it is kept, so nothing here may change and nothing here may be shared with a later template.
 */
import type { DocumentFacts, DocumentReason } from './facts.ts'
import type { DocumentKind } from './kinds.ts'

type FrozenKind = 'acceptance' | 'supplement' | 'notAccepted' | 'returned' | 'grant'
const TITLES: Record<FrozenKind, string> = {
  acceptance: '受理通知书',
  supplement: '补正告知书',
  notAccepted: '不予受理决定书',
  returned: '材料退回告知书',
  grant: '准予决定书',
}
const isFrozen = (kind: DocumentKind): kind is FrozenKind => Object.hasOwn(TITLES, kind)

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
} as const satisfies Record<FrozenKind, Lines>

/** What is to be done now, below the reasons. Only what the product and the window can really take. */
const NOW: Record<FrozenKind, Lines> = {
  acceptance: () => [],
  supplement: () => ['请撤回本申请，补齐材料后重新申请；也可以到窗口办理。'],
  notAccepted: (_, you) => [`${you}认为管辖判断有误的，可以拨打咨询电话，由工作人员核对。`],
  returned: ({ caseNumber }) => [`请更正后重新提交，并注明原办件编号 ${caseNumber}。`],
  grant: ({ legalBasis }) => (legalBasis.length === 0 ? [] : [`法律依据：${legalBasis.join('；')}。`]),
}

/** The text of a document of that template. Throws for a kind the template did not have. */
export function renderTemplate2026112(kind: DocumentKind, number: string, facts: DocumentFacts): string {
  if (!isFrozen(kind)) throw new Error(`template 2026-11-2 has no ${kind}`)
  const { remedies, due, receivedOn, issuedOn } = facts
  const you = YOU[facts.applicantKind]
  return [
    ...(facts.demonstration ? ['演示数据，不具效力'] : []),
    TITLES[kind],
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
  kind: FrozenKind,
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
