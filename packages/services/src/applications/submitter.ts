import type { CivilDate } from '@tongban/kernel'
import {
  type Actor,
  type Failure,
  type FieldError,
  fail,
  holdsRole,
  ok,
  personOf,
  type Result,
} from '@tongban/kernel'
import { idFaultText, parseIdentity } from '@tongban/privacy'
import type { Application } from './body.ts'

/**
 * Who hands the application in, and for whom. 行政许可法 29: by oneself, or through an agent with written authority;
 * at a window staff may help, having seen the person and the papers. The identity provider vouches for the
 * submitter, and the region that took it in for one it has handed over; what the application says of anybody else is checked by the rules of the item.
 */
export type Submitter = {
  /** The application with its identity number in the written form of its kind. */
  readonly application: Application
  /** What the sign-in vouches for, as the record of source `identity`. */
  readonly identity: { readonly idNumber: string; readonly realNameLevel: string }
}

export function submitterOf(
  actor: Actor,
  application: Application,
  on: CivilDate,
): Result<Submitter, Failure> {
  const { applicant, representation } = application
  const errors: FieldError[] = []
  const identity = parseIdentity(applicant.idKind, applicant.idNumber, on)
  if (!identity.ok) errors.push(idFaultText(identity.failure, '/applicant/idNumber'))
  const isPerson = applicant.kind === 'person'
  if (isPerson === (applicant.idKind === 'unifiedSocialCreditCode')) errors.push(WRONG_ID_KIND)
  if (!isPerson && representation.kind === 'self') errors.push(NOT_ITSELF)
  if (isPerson && FOR_ORGANISATIONS.includes(representation.kind)) errors.push(NOT_FOR_PERSONS)
  if (errors.length > 0) return fail({ code: 'invalidInput', errors })

  const idNumber = identity.ok ? identity.value.number : applicant.idNumber
  const written = { ...application, applicant: { ...applicant, idNumber } }
  if (representation.kind === 'staffAssisted') {
    if (!isAtCounter(actor)) return fail({ code: 'notAllowed', need: '窗口人员 window' })
    // The officer has the person and the papers before them: identity is checked in person.
    return ok({ application: written, identity: { idNumber, realNameLevel: 'L3' } })
  }
  const person = personOf(actor)
  if (person === null) return fail({ code: 'notAllowed', need: '实名申请人 verified applicant' })
  const isSelf = person.idKind === applicant.idKind && person.idNumber === idNumber
  if (representation.kind === 'self' && isSelf && person.name !== applicant.name) return fail(OTHER_NAME)
  if (representation.kind === 'self' && !isSelf) {
    return fail({
      code: 'notAllowed',
      need: '本人，或载明代理关系 the person concerned, or a stated representation',
    })
  }
  return ok({
    application: written,
    identity: { idNumber: person.idNumber, realNameLevel: person.realNameLevel },
  })
}

/** Staff of a window here, or of the region that took the application in 收件地 and says so. */
const isAtCounter = (actor: Actor): boolean =>
  actor.kind === 'partner' ? actor.vouched === 'official' : holdsRole(actor, 'window', 'handler')

/** Kinds by which only an organisation can be represented. */
const FOR_ORGANISATIONS: readonly string[] = ['legalRepresentative', 'handler']

const OTHER_NAME: Failure = {
  code: 'invalidInput',
  errors: [
    {
      pointer: '/applicant/name',
      zh: '与登录身份的姓名不一致，请按证件填写。',
      en: 'Differs from the name you signed in with; write it as on your document.',
    },
  ],
}
const NOT_FOR_PERSONS: FieldError = {
  pointer: '/representation/kind',
  zh: '个人由本人、监护人或受委托人提出申请，请改选代理关系。',
  en: 'A person applies in person, through a guardian or through an agent; choose one of these.',
}
const WRONG_ID_KIND: FieldError = {
  pointer: '/applicant/idKind',
  zh: '个人应填写个人证件，组织应填写统一社会信用代码。',
  en: 'A person gives a personal document, an organisation its unified social credit code.',
}
const NOT_ITSELF: FieldError = {
  pointer: '/representation/kind',
  zh: '组织由法定代表人、经办人或代理人提出申请，请填写代理关系。',
  en: 'An organisation applies through its legal representative, its officer or an agent; say which.',
}
