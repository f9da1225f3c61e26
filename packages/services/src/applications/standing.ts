import type { Item } from '@tongban/catalogue'
import type { Hindrance } from '@tongban/decisions'
import { askedInstead, contradicted, handedBy, isNeeded, type SourceStates } from '../materials/held.ts'
import type { Application } from './body.ts'

/**
 * What stands against an automatic approval outside the item's own table, for every item alike: the stop switch, no
 * rules in force, the applicant's refusal (个人信息保护法 24), an item that only people decide, a required paper
 * that was not handed in (行政许可法 32: told all at once).
 */
type Fixed = Pick<Hindrance, 'rule' | 'route' | 'code' | 'zh' | 'en' | 'basis'>

const FIXED = {
  stopped: {
    rule: 'S1',
    route: 'refer',
    code: 'automaticDecisionStopped',
    zh: '本事项的自动审批已暂停，转人工办理。',
    en: 'Automatic decisions of this item are stopped; a person decides.',
    basis: '本地配置',
  },
  noRules: {
    rule: 'S2',
    route: 'refer',
    code: 'noRulesInForce',
    zh: '本事项目前没有生效的自动审批规则，转人工办理。',
    en: 'This item has no published rules in force; a person decides.',
    basis: '本地配置',
  },
  declined: {
    rule: 'S3',
    route: 'refer',
    code: 'automaticDecisionDeclined',
    zh: '申请人拒绝自动决定，转人工办理。',
    en: 'The applicant refuses an automatic decision; a person decides.',
    basis: '个人信息保护法 24',
  },
  byPeople: {
    rule: 'S4',
    route: 'refer',
    code: 'decidedByPeople',
    zh: '本事项由工作人员审查决定。',
    en: 'This item is examined and decided by officials.',
    basis: '本地配置',
  },
  rulesFailed: {
    rule: 'S7',
    route: 'refer',
    code: 'rulesFailed',
    zh: '自动审批规则未能得出结果，转人工办理。',
    en: 'The published rules could not be evaluated; a person decides.',
    basis: '本地配置',
  },
  notProven: {
    rule: 'S8',
    route: 'refer',
    code: 'notProven',
    zh: '提交人的身份或代办权限未经核实，不作自动批准，转人工办理。',
    en: 'The identity or authority of the submitter is not proven, so nothing is approved automatically.',
    basis: '民法典第一百六十五条；个人信息保护法第二十四条',
  },
  licenceNotSigned: {
    rule: 'S9',
    route: 'refer',
    code: 'licenceNotSigned',
    zh: '电子证照暂时不能签发，决定与证照必须同时作出，转人工办理；申请不需要重新提交。',
    en: 'The e-licence cannot be signed now, and nothing is granted without it; a person decides. There is no need to apply again.',
    basis: '本地配置',
  },
  deemedAccepted: {
    rule: 'S10',
    route: 'refer',
    code: 'deemedAccepted',
    zh: '申请自收件地收到之日起逾期未告知，已视为受理，不再要求补正，转人工审查。',
    en: 'No notice was given within the term from the receipt at the other region, so the application is deemed accepted; nothing more is asked for and a person examines it.',
    basis: '行政许可法 32(1)(四)',
  },
  realName: {
    rule: 'S5',
    route: 'supplement',
    code: 'realNameTooLow',
    zh: '提交人的实名等级低于本事项的要求。',
    en: 'The real-name level of the submitter is below what this item asks for.',
    basis: '本地配置',
  },
} as const satisfies Record<string, Fixed>

export type StandingReason = keyof typeof FIXED

/** Of an item that only people decide this is how it is, and no reason of theirs: a letter does not name it. */
export const isHowDecided = ({ code }: Pick<Hindrance, 'code'>): boolean => code === FIXED.byPeople.code

export const standing = (reason: StandingReason): Hindrance => ({
  ...FIXED[reason],
  cure: reason === 'realName' ? REAL_NAME_CURE : null,
  dates: {},
})

const REAL_NAME_CURE = {
  zh: '完成更高等级的实名核验，或到窗口办理',
  en: 'Verify at a higher level, or come to a window',
}

/** One hindrance per required paper that was not handed in and cannot be had from a source, as the sources are now. */
export function missingMaterials(
  item: Item,
  application: Application,
  states: SourceStates,
): readonly Hindrance[] {
  const given = new Set(application.materials.map((material) => material.code))
  const instead = askedInstead(item, handedBy(application), states)
  return item.materials
    .filter(
      (material) =>
        instead.includes(material) ||
        (material.sourceType === 'applicant' &&
          material.exemption === null &&
          isNeeded(material, application.situation) &&
          !given.has(material.code)),
    )
    .map((material) => ({
      rule: `M.${material.code}`,
      route: 'supplement',
      code: 'materialMissing',
      zh: `缺少材料：${material.materialName.zh}。`,
      en: `Missing: ${material.materialName.en}.`,
      basis: material.byLaw,
      cure: { zh: `提交${material.materialName.zh}`, en: `Hand in: ${material.materialName.en}` },
      dates: {},
    }))
}

/** One per paper of which we hold a licence with another number than the application names: a person looks which is right. */
export const contradictedLicences = (item: Item, states: SourceStates): readonly Hindrance[] =>
  contradicted(item, states).map(({ code, materialName: { zh, en }, byLaw }) => ({
    rule: `C.${code}`,
    route: 'refer',
    code: 'licenceNumberDiffers',
    zh: `${zh}：我们签发给本人的证照，编号与申请填写的不一致，转由工作人员核对。现有证照不因本次申请延续、变更或者终止。`,
    en: `${en}: the licence we issued to this person bears another number than the application names; a person checks this. The licence held now is neither renewed nor changed nor ended by it.`,
    basis: byLaw,
    cure: null,
    dates: {},
  }))
