import { type Item, type Material, SOURCE_NAMES, type Text } from '@tongban/catalogue'
import { type Reading, valueAt, WITHHELD } from '@tongban/decisions'
import type { Json } from '@tongban/kernel'

/**
 * Which papers of an item the applicant need not hand in, because a register has them or the form itself says it, and
 * which are missing 一证通办、减材料 (国务院关于在线政务服务的若干规定 7; 优化营商环境条例 37): for each paper what is
 * known of it, from where, and why. A register that is down holds nothing: the paper is then shown as missing, and
 * nothing is guessed from its silence. Nothing here decides; whether something missing stands against an approval is for
 * the rules of the item and for `standing.ts`.
 */
export type MaterialStatus = 'held' | 'handedIn' | 'missing' | 'notAsked'

export type MaterialView = {
  readonly code: string
  readonly name: Text
  readonly status: MaterialStatus
  /** The register or the form that stands for the paper; null where it is the applicant's paper itself. */
  readonly source: (Text & { readonly code: string }) | null
  readonly why: Text
}

/**
 * What a source said: a record, that it has none, nothing, or it was not asked before the agent's authority is shown; a
 * registry of licences also that the one it has does not hold now.
 */
export type SourceState = 'held' | 'none' | 'down' | 'withheld' | LicenceLapse
/** Why a licence that was found stands for nothing: 暂扣, 撤销、注销、吊销等, 过期, or it is not the one that is named. */
export const LICENCE_LAPSES = [
  'licenceSuspended',
  'licenceEnded',
  'licenceExpired',
  'licenceNumberDiffers',
] as const
export type LicenceLapse = (typeof LICENCE_LAPSES)[number]
export type SourceStates = Readonly<Record<string, SourceState>>

export type Handed = {
  readonly situation: string
  readonly form: Json
  /** Codes of the papers the application names, or of which the case holds a file. */
  readonly materials: ReadonlySet<string>
}

export const materialsOf = (item: Item, handed: Handed, states: SourceStates): readonly MaterialView[] =>
  item.materials.map((material) => ({
    code: material.code,
    name: material.materialName,
    ...standingOf(material, handed, states),
  }))

/**
 * Papers to be asked for because what usually stands for them cannot be had now: the item asks for them, and the register
 * that was asked is down or has no record. One whose register the rules of the item read is left to those rules.
 */
export function askedInstead(item: Item, handed: Handed, states: SourceStates): readonly Material[] {
  const byRules = new Set(item.automatic === 'auto' ? item.facts.map(({ source }) => source) : [])
  return item.materials.filter(
    (material) =>
      material.heldBy !== undefined &&
      'source' in material.heldBy &&
      !byRules.has(material.heldBy.source) &&
      states[material.heldBy.source] !== undefined &&
      isNeeded(material, handed.situation) &&
      standingOf(material, handed, states).status === 'missing',
  )
}

/** Papers for which a licence of ours was found that bears another number than the application names. */
export const contradicted = (item: Item, states: SourceStates): readonly Material[] =>
  item.materials.filter(
    ({ heldBy }) =>
      heldBy !== undefined && 'source' in heldBy && states[heldBy.source] === 'licenceNumberDiffers',
  )

/** Whether an item asks for the paper in this situation, unless something stands for it. */
export const isNeeded = ({ isNeed, situations }: Material, situation: string): boolean =>
  isNeed === 'required' || (isNeed === 'conditional' && situations.includes(situation))

type Standing = Omit<MaterialView, 'code' | 'name'>

function standingOf(material: Material, handed: Handed, states: SourceStates): Standing {
  const { code, heldBy, isNeed, exemption, sourceType } = material
  if (handed.materials.has(code)) return { status: 'handedIn', source: null, why: HANDED_IN }
  if (isNeed === 'conditional' && !isNeeded(material, handed.situation)) return notAsked(NOT_HERE)
  if (heldBy !== undefined && 'formPath' in heldBy) {
    const value = valueAt(handed.form, heldBy.formPath)
    const isHeld = heldBy.in.some((each) => each === value)
    const source = { code: 'form', ...nameOf('form') }
    return isHeld
      ? { status: 'held', source, why: exemption ?? HANDED_IN }
      : { status: 'missing', source: null, why: NOT_IN_FORM }
  }
  if (heldBy !== undefined && states[heldBy.source] !== undefined)
    return bySource(heldBy.source, states[heldBy.source], exemption)
  if (exemption !== null) return notAsked(exemption)
  if (isNeed === 'notNeeded') return notAsked(NOT_HERE)
  if (sourceType !== 'applicant') return notAsked(OBTAINED[sourceType])
  return { status: 'missing', source: null, why: TO_HAND_IN }
}

function bySource(code: string, state: SourceState | undefined, exemption: Text | null): Standing {
  const name = nameOf(code)
  const source = { code, ...name }
  switch (state) {
    case 'held':
      return { status: 'held', source, why: exemption ?? held(name) }
    case 'none':
      return { status: 'missing', source, why: unknownTo(name) }
    case 'withheld':
      return { status: 'notAsked', source, why: WITHHELD_FIRST }
    case 'licenceSuspended':
    case 'licenceEnded':
    case 'licenceExpired':
      return { status: 'missing', source, why: lapsed(name, state) }
    case 'licenceNumberDiffers':
      return { status: 'missing', source, why: differs(name) }
    case 'down':
    case undefined:
      return { status: 'missing', source, why: isDown(name) }
  }
}

const notAsked = (why: Text): Standing => ({ status: 'notAsked', source: null, why })
const nameOf = (code: string): Text => SOURCE_NAMES[code] ?? { zh: code, en: code }

const HANDED_IN: Text = { zh: '已提交', en: 'Handed in' }
const TO_HAND_IN: Text = { zh: '需要提交', en: 'To be handed in' }
const NOT_HERE: Text = { zh: '本情形不需要', en: 'Not needed in this situation' }
const NOT_IN_FORM: Text = {
  zh: '申请表中没有相应内容，请补填，或者提交该材料',
  en: 'The form does not say so; complete it, or hand the paper in',
}
const WITHHELD_FIRST: Text = {
  zh: '先核实代办权限，再向登记机关核对',
  en: 'Checked with the register once the authority to act is shown',
}
const OBTAINED = {
  government: {
    zh: '由受理机关向有关部门核对，不需要提交',
    en: 'The organ checks it with the department that has it',
  },
  thirdParty: {
    zh: '由出具单位提供或者由工作人员核对',
    en: 'Given by whoever issues it, or checked by an official',
  },
} as const satisfies Record<Exclude<Material['sourceType'], 'applicant'>, Text>

const held = ({ zh, en }: Text): Text => ({ zh: `${zh}已有，不需要提交`, en: `The ${en} has it` })
const unknownTo = ({ zh, en }: Text): Text => ({
  zh: `${zh}没有查到，请提交该材料，或者由工作人员核实`,
  en: `The ${en} has no record of it; hand it in, or an official checks`,
})
const LAPSES = {
  licenceSuspended: { zh: '处于暂扣状态', en: 'suspended' },
  licenceEnded: { zh: '已经失去效力（撤销、注销、吊销或者失效）', en: 'ended' },
  licenceExpired: { zh: '已过有效期', en: 'expired' },
} as const satisfies Record<Exclude<LicenceLapse, 'licenceNumberDiffers'>, Text>
const lapsed = ({ zh, en }: Text, lapse: keyof typeof LAPSES): Text => ({
  zh: `${zh}中的证照${LAPSES[lapse].zh}，不能代替该材料；请提交该材料，或者由工作人员核实`,
  en: `What the ${en} has is ${LAPSES[lapse].en} and stands for nothing; hand the paper in, or an official checks`,
})
const differs = ({ zh, en }: Text): Text => ({
  zh: `${zh}中我们签发给本人的证照，编号与申请填写的不一致，不能代替该材料；请核对编号，编号无误的提交该材料，由工作人员核实`,
  en: `The licence we issued to this person, as the ${en} has it, bears another number than the application names and stands for nothing; check the number, and if it is right hand the paper in: an official checks`,
})
const isDown = ({ zh, en }: Text): Text => ({
  zh: `${zh}暂时无法核对，请提交该材料，或者由工作人员核实`,
  en: `The ${en} cannot be asked now; hand it in, or an official checks`,
})

/** What each source said, from its reading. */
export function sourceStates(readings: Readonly<Record<string, Reading>>): SourceStates {
  const known = statesMade.get(readings)
  if (known !== undefined) return known
  const states = Object.fromEntries(
    Object.entries(readings).map(([source, reading]) => [source, stateOf(reading)]),
  )
  statesMade.set(readings, states)
  return states
}

/** The readings of one application are asked for their states several times and never change. */
const statesMade = new WeakMap<Readonly<Record<string, Reading>>, SourceStates>()

function stateOf(reading: Reading): SourceState {
  if (reading.state === 'unavailable') return unavailableState(reading.reason)
  const { record } = reading
  if (record === null) return 'none'
  // A source that was asked entry by entry holds the paper when it knows every entry.
  const { found, missing } = record
  if (Array.isArray(found) && typeof missing === 'number')
    return missing === 0 && found.length > 0 ? 'held' : 'none'
  return 'held'
}

const unavailableState = (reason: string): SourceState =>
  reason === WITHHELD ? 'withheld' : (LICENCE_LAPSES.find((lapse) => lapse === reason) ?? 'down')

/** What each source said, from the log of a case: the state of the fetch, without what was in it. */
export const fetchedStates = (
  fetches: readonly { readonly source: string; readonly state: string }[],
  item: Item,
): SourceStates =>
  Object.fromEntries(
    fetches.flatMap(({ source, state }): [string, SourceState][] => {
      // Of a list of entries the log does not tell whether all were known.
      if (item.sources.some((key) => key.source === source && key.many === true)) return []
      if (state === 'answered') return [[source, 'held']]
      if (state === 'noRecord') return [[source, 'none']]
      return [[source, unavailableState(state)]]
    }),
  )

/** The papers an application names, in the shape above. */
export const handedBy = (
  application: {
    readonly situation: string
    readonly form: Json
    readonly materials: readonly { readonly code: string }[]
  },
  more: readonly string[] = [],
): Handed => ({
  situation: application.situation,
  form: application.form,
  materials: new Set([...application.materials.map(({ code }) => code), ...more]),
})
