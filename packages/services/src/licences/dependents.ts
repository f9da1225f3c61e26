import type { FieldError } from '@tongban/kernel'
import type { LicenceAct } from '@tongban/licences'
import type { LicenceRow } from '@tongban/store'
import type { ActInput } from './act-input.ts'
import type { LoadedLicence } from './load.ts'
import { typeOfRow } from './type-of-row.ts'

/**
 * 证照并销: whoever cancels a licence says what becomes of those that depend on it. Each is named and falls with it in the
 * same act, or it is said why it stays; silence cancels nothing and is asked.
 */
export function chosenDependents(
  { dependents }: Pick<LoadedLicence, 'dependents'>,
  act: LicenceAct,
  { dependents: named, dependentsReason }: Pick<ActInput, 'dependents' | 'dependentsReason'>,
): { readonly chosen: readonly LicenceRow[]; readonly errors: readonly FieldError[] } {
  if (act !== 'cancel') return { chosen: [], errors: [] }
  const unknown = (named ?? []).flatMap((identifier, at) =>
    dependents.some((each) => each.identifier === identifier) ? [] : [unknownAt(at)],
  )
  const chosen = dependents.filter(({ identifier }) => named?.includes(identifier) === true)
  const left = dependents.filter((each) => !chosen.includes(each))
  const isSaid = left.length === 0 || (named !== undefined && dependentsReason !== undefined)
  return { chosen, errors: isSaid ? unknown : [...unknown, whatOf(left, named !== undefined)] }
}

const unknownAt = (at: number): FieldError => ({
  pointer: `/dependents/${at}`,
  zh: '不是该证照名下现有的依附证照。请从证照详情的 dependents 中选取。',
  en: 'This is no licence that depends on it and still stands. Take it from `dependents` of the licence.',
})

function whatOf(left: readonly LicenceRow[], isKept: boolean): FieldError {
  const list = (language: 'zh' | 'en') =>
    left
      .map((row) => `${typeOfRow(row).name[language]} ${row.identifier}`)
      .join(language === 'zh' ? '、' : '; ')
  return isKept
    ? {
        pointer: '/dependentsReason',
        zh: `以下依附证照不一并注销：${list('zh')}。请在 dependentsReason 中写明理由，或者在 dependents 中写明一并注销。`,
        en: `These dependent licences would stay: ${list('en')}. Say why in dependentsReason, or name them in dependents.`,
      }
    : {
        pointer: '/dependents',
        zh: `该证照名下还有依附的证照：${list('zh')}。请在 dependents 中写明一并注销的标识；不一并注销的，写 [] 并在 dependentsReason 中说明理由。`,
        en: `Other licences depend on this one: ${list('en')}. Name those to cancel with it in dependents; to keep them send [] and say why in dependentsReason.`,
      }
}
