import type { Message } from '../message.ts'

/**
 * What becomes of each message of a delivery that has come in. The same message again is receipted again, also when it was
 * refused in substance long ago; another content under a known id or number never is.
 */
export type Disposition =
  | { readonly id: string; readonly state: 'stored' | 'repeated' }
  | { readonly id: string; readonly state: 'refused'; readonly code: RefusalCode; readonly detail: string }

export const REFUSALS = {
  malformed: '消息格式不符合 CX/1，未收存。not a message of CX/1',
  wrongParties: '发出地或者收件地与本次请求不符。source or to is not that of the request',
  notYours: '该方不能发送此类消息。this side may not tell this',
  noAgreement: '消息所据协议在两地之间不生效，或者不含该事项。no agreement in force covers it',
  notShared: '两地之间没有该办件。these two regions do not share this case',
  digestMismatch: '同一编号已收存不同内容。another content was stored under this id',
  sequenceTaken: '该序号已收存另一消息。another message was stored under this number',
} as const
export type RefusalCode = keyof typeof REFUSALS

export const refused = (id: string, code: RefusalCode): Disposition => ({
  id,
  state: 'refused',
  code,
  detail: REFUSALS[code],
})

/** What is stored already of this partner, by the ids and the places of what has come. */
export type Known = {
  readonly id: string
  readonly caseNumber: string
  readonly seq: number
  readonly digest: string
}
/** A message that has passed everything else. */
export type Arrived = { readonly message: Message; readonly digest: string }

const placeOf = (caseNumber: string, seq: number) => `${caseNumber}/${seq}`

/** In the order given; of two with one id or one number within the delivery the first counts. */
export function disposeOf(arrived: readonly Arrived[], known: readonly Known[]): readonly Disposition[] {
  const digests = new Map(known.map(({ id, digest }) => [id, digest]))
  const places = new Set(known.map(({ caseNumber, seq }) => placeOf(caseNumber, seq)))
  return arrived.map(({ message: { id, subject, seq }, digest }): Disposition => {
    const before = digests.get(id)
    if (before !== undefined)
      return before === digest ? { id, state: 'repeated' } : refused(id, 'digestMismatch')
    const place = placeOf(subject, seq)
    if (places.has(place)) return refused(id, 'sequenceTaken')
    digests.set(id, digest)
    places.add(place)
    return { id, state: 'stored' }
  })
}
