/**
 * The bodies of documents that are written to somebody: each says what is decided or told, by which law, why, and what
 * can be done now. An article is cited only where it governs the item's procedure, or where the official named it.
 * 行政许可法 32, 36, 38, 42–45, 47, 50, 69; 市场主体登记管理条例实施细则 18.
 */
import type { DocumentFacts } from './facts.ts'
import type { DocumentKind } from './kinds.ts'
import {
  ended,
  inFull,
  inWords,
  law,
  numbered,
  oneLine,
  published,
  sentence,
  unended,
  untilDay,
} from './wording.ts'

export type LetterKind = Exclude<DocumentKind, 'inspection' | 'hearing' | 'service'>
type Body = (facts: DocumentFacts, you: string) => readonly string[]

/** Paragraphs of a letter below the line that says who applied for what. */
export const LETTERS: Readonly<Record<LetterKind, Body>> = {
  acceptance: (facts, you) =>
    facts.automatic
      ? [
          `${you}的申请已受理，转由工作人员审查。`,
          ...(facts.reasons.length === 0 ? [] : ['转由工作人员审查的原因：', ...reasons(facts)]),
        ]
      : [
          facts.procedure === 'licence'
            ? `${you}的申请属于本机关职权范围，申请材料齐全、符合法定形式。根据${article('32(1)(五)')}，本机关决定予以受理。`
            : `${you}的申请属于本机关职权范围，申请材料齐全、符合要求，本机关予以受理。`,
          ...reasons(facts),
        ],
  deemedAcceptance: (facts, you) => [
    `本机关在${inWords(facts.untilOn ?? '')}以前（含当日）没有告知${you}是否受理或者需要补正的内容。根据${law(facts.groundBasis ?? '')}，${you}的申请自收到申请材料之日（${inWords(facts.effectiveOn ?? '')}）起视为受理。`,
    `${you}可以凭本告知书证明申请已经受理，不需要另行办理受理手续。`,
  ],
  supplement: (facts, you) => [
    `${you}提交的申请材料不齐全或者不符合${facts.procedure === 'licence' ? `法定形式。根据${article('32(1)(四)')}，现` : '要求，现'}一次性告知需要补正的全部内容：`,
    ...reasons(facts),
    facts.untilOn === undefined
      ? '请按上述内容补正后提交给本机关。'
      : `请在${inWords(facts.untilOn)}以前（含当日）按上述内容补正后提交给本机关。`,
    ...(facts.procedure === 'licence' ? ['按照本告知书提交全部补正材料的，本机关予以受理。'] : []),
    ...(facts.untilOn === undefined || facts.abandonment === undefined
      ? []
      : [`逾期未补正的，根据${law(facts.abandonment)}，视为放弃申请。`]),
  ],
  returned: (facts, you) => [
    `${you}提交的材料不齐全或者不符合${facts.procedure === 'registration' ? `法定形式。根据${inFull('市场主体登记管理条例实施细则 18(3)')}，` : '要求，'}现予退回。需要更正的全部内容：`,
    ...reasons(facts),
    `请更正后重新提交，并注明原办件编号 ${facts.caseNumber}。`,
  ],
  notRequired: (facts, you) => [
    facts.procedure === 'licence'
      ? `${you}申请的事项依法不需要取得行政许可。根据${article('32(1)(一)')}，本机关不受理该申请。理由：`
      : `${you}申请的事项依法不需要办理，本机关不受理该申请。理由：`,
    ...reasons(facts),
  ],
  notAccepted: (facts, you) => [
    `${you}申请的事项依法不属于本机关职权范围。${facts.ground === undefined ? '现' : `根据${law(facts.ground)}，本机关`}决定不予受理。理由：`,
    ...reasons(facts),
    facts.competentOrgan === null
      ? '请向有权机关提出申请，可以拨打咨询电话查询。'
      : `请向${oneLine(facts.competentOrgan)}提出申请。`,
    `${you}认为管辖判断有误的，可以拨打咨询电话，由工作人员核对。`,
  ],
  thirdParty: (facts) => [
    `经审查，该申请事项直接关系下列利害关系人的重大利益：${ended(unended(inWords(facts.interest ?? '')))}`,
    `根据${article('36、47')}，利害关系人可以在${inWords(facts.untilOn ?? '')}以前（含当日）向本机关陈述意见、进行申辩。`,
    '利害关系人要求听证的，应当在收到本告知书之日起五日内提出申请（五日为工作日，不含法定节假日）。组织听证的费用由本机关承担。',
    '申请人同样有权陈述、申辩和要求听证。',
  ],
  suspension: (facts, you) => [
    `${you}的申请需要依法进行${oneLine(published(facts.ground ?? ''))}，自${inWords(facts.fromOn ?? '')}开始，所需时间为${facts.neededWorkdays}个工作日。`,
    `根据${law(facts.groundBasis ?? '')}，上述时间不计算在办理期限内，现书面告知。结束以后，办理期限继续计算。`,
  ],
  extension: (facts, you) => [
    `因下列理由，本机关不能在原定期限内对${you}的申请作出决定。根据${law(facts.groundBasis ?? '')}，经${oneLine(facts.approvedBy ?? '')}批准，办理期限延长${facts.workdays}个工作日。延长期限的理由：`,
    ...reasons(facts),
    ...promised(facts),
  ],
  preliminary: (facts) => [
    `本机关已经完成对上述申请的初步审查${facts.procedure === 'licence' ? `。根据${article('43')}` : ''}，现将初步审查意见和全部申请材料报送你机关。`,
    `初步审查意见：${facts.opinion === 'grant' ? '拟准予' : '拟不予准许'}。理由：`,
    ...reasons(facts),
    ...(facts.attachments === undefined || facts.attachments.length === 0
      ? []
      : ['随附材料：', ...numbered(facts.attachments.map(oneLine))]),
  ],
  grant: (facts, you) => [
    facts.automatic
      ? `${you}的申请符合规定条件，现决定准予${you}申请的“${oneLine(facts.itemName)}”${granted(facts)}`
      : `经审查，${you}的申请符合规定条件，本机关决定准予${you}申请的“${oneLine(facts.itemName)}”${granted(facts)}`,
    ...facts.results.map((line) => ended(unended(inWords(published(line))))),
    ...reasons(facts),
    ...basisOf(facts),
  ],
  deemedRenewal: (facts, you) => [
    `本机关在${you}的行政许可有效期届满（${inWords(facts.effectiveOn ?? '')}）以前没有作出是否准予延续的决定。根据${law(facts.groundBasis ?? '')}，自有效期届满之日起视为准予延续。`,
    `${you}可以凭本告知书要求本机关换发、加注证件。`,
  ],
  refusal: (facts, you) => [
    `经审查，${you}的申请不符合规定条件。根据${law(facts.ground ?? '')}，本机关决定不予准许。理由：`,
    ...reasons(facts),
  ],
  abandonment: (facts, you) => [
    `本机关已经书面告知${you}在${inWords(facts.untilOn ?? '')}以前补正申请材料。${you}逾期未补正，根据${law(facts.ground ?? '')}，视为放弃申请，本机关对该申请不再办理。`,
    ...reasons(facts),
    `${you}可以在材料齐全后重新申请。`,
  ],
  correction: (facts) => [
    `本机关作出的${oneLine(facts.concerns ?? '')}有误，现更正如下：`,
    ...numbered((facts.changes ?? []).map(({ from, to }) => `将“${inWords(from)}”更正为“${inWords(to)}”。`)),
    '更正的理由：',
    ...reasons(facts),
    '原文书的其他内容不变。',
  ],
  annulment: (facts, you) => [
    `根据${law(facts.ground ?? '')}，本机关决定撤销${oneLine(facts.concerns ?? '')}。理由：`,
    ...reasons(facts),
    ...(facts.fault === undefined ? [] : [FAULT[facts.fault](you)]),
  ],
  reopening: (facts, you) => [
    `根据${oneLine(facts.orderedBy ?? '')}${oneLine(facts.order ?? '')}，本机关决定对${you}的申请重新办理。理由：`,
    ...reasons(facts),
    ...(facts.ground === undefined ? [] : [`法律依据：${law(facts.ground)}。`]),
  ],
}

/** What the day a document names is the last day for. */
export const DUE_WORDS: Readonly<Partial<Record<LetterKind, string>>> = {
  extension: '延长以后的办理期限',
  grant: '证件的颁发、送达期限',
  deemedRenewal: '证件的颁发、送达期限',
}

/** 浙江省保障“最多跑一次”改革规定 12 and its like: an extension of the law's term is none of the promise. */
const promised = ({ promised: promise }: DocumentFacts) => {
  if (promise === undefined) return []
  const named = `本机关承诺的办理期限（${untilDay(promise)}，${law(promise.basis)}）`
  return [`${named}${PROMISE_IS[promise.is]}`]
}

/** What follows the first sentence of a grant: its content line by line, where it has any beside the item itself. */
const granted = ({ results }: DocumentFacts) => (results.length === 0 ? '。' : '，内容如下：')

const PROMISE_IS = {
  kept: '不因本次延长而改变，本机关仍按承诺办理；未能按承诺办结的，最迟在下列法定期限内作出决定。',
  broken: '不因本次延长而改变，现已届满。本机关未能按承诺办结，将尽快作出决定，最迟不超过下列法定期限。',
  extended: '是按本次延长重新计算的；未能按承诺办结的，最迟在下列法定期限内作出决定。',
} as const

const article = (number: string) => inFull(`行政许可法 ${number}`)
const reasons = (facts: DocumentFacts) => numbered(facts.reasons.map(sentence))

const basisMade = new WeakMap<readonly string[], readonly string[]>()

/** The laws of an item are one list in all its documents: put into words once. */
function basisOf({ legalBasis }: DocumentFacts): readonly string[] {
  const made =
    basisMade.get(legalBasis) ??
    (legalBasis.length === 0 ? [] : [`法律依据：${legalBasis.map(law).join('；')}。`])
  basisMade.set(legalBasis, made)
  return made
}

/** 行政许可法 69(4). */
const FAULT = {
  organ: (you: string) => `${you}的合法权益因撤销受到损害的，可以依法要求赔偿。`,
  holder: (you: string) => `${you}基于该决定取得的利益不受保护。`,
} as const
