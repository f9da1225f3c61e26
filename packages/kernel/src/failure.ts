/**
 * Every way the product can refuse a caller, with the facts needed to act on it. A new failure is one member here and one
 * case in `problems.ts`, where its texts are.
 */

import type { Actor } from './actor.ts'

/** One input error; `pointer` is a JSON pointer (RFC 6901) into the request body. */
export type FieldError = { readonly pointer: string; readonly zh: string; readonly en: string }

type Said = { readonly zh: string; readonly en: string }
/** What a step was tried on, where that stands, and what is possible instead, each as people say it. */
export type StepWords = {
  readonly what: Said
  readonly state: Said
  readonly possible: readonly Said[]
  /** What to do where nothing is possible. */
  readonly instead?: Said
}

/** A step that is possible, its name, and whose it is: roles, or `applicant`. */
export type StepTaker = Said & {
  readonly event: string
  readonly by: readonly string[]
  readonly byZh: string
  readonly byEn: string
}
/** The guard against a step, with the facts needed to act. */
export type StepBecause = Said & {
  readonly guard: string
  readonly facts: { readonly [name: string]: string | number }
}

/** Why the signature of a request between regions does not count (RFC 9421); the first that was found. */
export type SignatureRefusal =
  /** None under the label, or a header that is not in the form. */
  | 'missing'
  | 'malformed'
  /** More of them than are looked at. */
  | 'tooMany'
  /** A component or a parameter that must be covered is not. */
  | 'incomplete'
  | 'algorithm'
  /** Of a suite that is known and not spoken here. */
  | 'suite'
  /** Made too long ago, too far ahead, run out, or made to last too long. */
  | 'stale'
  /** For another region than this. */
  | 'recipient'
  /** Nobody's key that is known here and in force. */
  | 'key'
  /** The body is not the one the signature speaks of. */
  | 'digest'
  /** It is not what the key would have made of this. */
  | 'signature'
  /** Its nonce was used before: the request was taken once. */
  | 'replayed'

export type Failure =
  | {
      readonly code: 'notAuthenticated'
      readonly reason: 'missing' | 'malformed' | 'expired' | 'untrusted' | 'key' | 'receipt'
    }
  /** `asker`: whom the door refused, so that they are told where to turn. */
  /** A partner's signature does not count; `serverTime`, epoch ms, lets it set its clock. */
  | {
      readonly code: 'signatureRefused'
      readonly reason: SignatureRefusal
      readonly serverTime: number
    }
  /** Authentic, and no agreement in force between the two regions covers it. */
  | { readonly code: 'noAgreement' }
  /** A version of the protocol between regions, or a suite of algorithms, that is not spoken here. */
  | { readonly code: 'versionNotSupported'; readonly supported: readonly string[] }
  | { readonly code: 'suiteNotSupported'; readonly supported: readonly string[] }
  | { readonly code: 'notAllowed'; readonly need: string; readonly asker?: Actor['kind'] }
  | { readonly code: 'invalidInput'; readonly errors: readonly FieldError[] }
  | { readonly code: 'notJson' }
  | { readonly code: 'notBytes' }
  | { readonly code: 'bodyTooLarge'; readonly limitBytes: number }
  /** Sent to a page, and no form. */
  | { readonly code: 'notAForm' }
  /** A form that no page of this origin gave to this browser. */
  | { readonly code: 'formForged' }
  /** The caller broke off before the whole body had come. */
  | { readonly code: 'bodyIncomplete' }
  | { readonly code: 'tooManyRequests'; readonly retryAfterSeconds: number }
  /** The app's key has had all the requests it may make in one day. */
  | {
      readonly code: 'quotaUsedUp'
      readonly quota: number
      readonly retryAfterSeconds: number
      /** A batch that has more items than there are requests left; it took none of them. */
      readonly short?: { readonly left: number; readonly wanted: number }
    }
  | {
      readonly code: 'notFound'
      readonly what:
        | 'route'
        | 'item'
        | 'case'
        | 'rules'
        | 'report'
        | 'document'
        | 'decision'
        | 'registry'
        | 'delegation'
        | 'official'
        | 'audit'
        | 'arrangement'
        | 'policy'
        | 'notice'
        | 'clock'
        | 'card'
        | 'finding'
        | 'template'
        | 'file'
        | 'sealedDay'
        | 'table'
        | 'licence'
        | 'statusList'
        | 'licenceType'
        | 'apiKey'
        | 'paperCode'
        | 'partner'
        | 'agreement'
        | 'partnerKey'
        | 'deadLetter'
        | 'endpoint'
        | 'delivery'
        | 'message'
        | 'alarm'
        | 'transfer'
        | 'shipment'
        | 'bulletin'
        | 'invitation'
        | 'receiptCode'
        | 'rectification'
        | 'identity'
        | 'evaluation'
        | 'platformReport'
    }
  | { readonly code: 'methodNotAllowed' }
  | {
      readonly code: 'itemNotInForce'
      readonly itemCode: string
      readonly from: string | null
      readonly until: string | null
    }
  | { readonly code: 'noRulesInForce'; readonly itemCode: string }
  | { readonly code: 'idempotencyKeyMissing' }
  | { readonly code: 'idempotencyKeyReused' }
  | { readonly code: 'stillRunning' }
  | {
      readonly code: 'stepNotPossible'
      readonly state: string
      readonly possible: readonly string[]
      /** The same for people; without it the text names no state. */
      readonly words?: StepWords
      /** Who may take each step that is possible. */
      readonly who?: readonly StepTaker[]
      /** What stands against the step where its state alone would have allowed it. */
      readonly because?: StepBecause | null
    }
  /** A query code 查询码 that was good: used, replaced by a newer one, or of a case that closed long ago. */
  | { readonly code: 'receiptCodeOver'; readonly reason: 'used' | 'replaced' | 'ended'; readonly on: string }
  /** A service, or a visit at a window, has the one rating it may have. */
  | { readonly code: 'alreadyRated' }
  | { readonly code: 'rulesRefused'; readonly errors: readonly FieldError[] }
  /** What must be known of a rule version before it is published is not there, or not explained. */
  | { readonly code: 'reportsIncomplete'; readonly errors: readonly FieldError[] }
  /** Whoever drafted, submitted or explained cannot approve; whoever stopped or proposed cannot resume. */
  | {
      readonly code: 'secondPersonNeeded'
      readonly step?:
        | 'approve'
        | 'resume'
        | 'publishDays'
        | 'confirmPartner'
        | 'confirmAgreement'
        | 'publishPolicy'
        | 'publishTemplate'
        | 'judgeCard'
        | 'ownCard'
        | 'ownNotice'
        | 'reviewReply'
    }
  /** Not all parts of a file are here; the first that is missing begins at `offset`. */
  | { readonly code: 'uploadIncomplete'; readonly offset: number; readonly size: number }
  /** The region has connected no file storage. */
  | { readonly code: 'filesNotConfigured' }
  /** Something only the region can decide is not in its configuration. */
  | { readonly code: 'notConfigured'; readonly what: Said }
  /** Of licences something is not in the configuration that is needed to sign or to verify them. */
  | { readonly code: 'licencesNotConfigured'; readonly what: Said }
  /** Kept as long as it had to be, then erased; what is left proves that it was there. */
  | { readonly code: 'erased'; readonly on: string }
  /** The item names no rule for how long its cases are kept: nothing is archived by a default. */
  | { readonly code: 'noRetentionBasis'; readonly itemCode: string }
  /** `signer`: nothing was granted, since a licence is issued with its grant and cannot be signed now. `partnerKey`: a region
   * that has to be told has no key for its office that anything could be sealed to. */
  | {
      readonly code: 'unavailable'
      readonly what: 'database' | 'service' | 'signer' | 'partner' | 'partnerKey'
    }
  | { readonly code: 'internal' }

export type FailureCode = Failure['code']
