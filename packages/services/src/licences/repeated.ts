import type { StepBecause } from '@tongban/kernel'
import { LICENCE_ACTS, type LicenceAct } from '@tongban/licences'
import type { LicenceActor } from './actor.ts'
import { readData } from './event-data.ts'
import type { LoadedLicence } from './load.ts'

/**
 * The same act by the same person with the same content is done once and answered again as done. With other content it is
 * neither done again nor changed, and that is said.
 */
export type Doer = { readonly actor: LicenceActor; readonly content: string }

/** Nothing has been done since, and the last thing done was this, by this very person. */
export function isRepeated({ events }: LoadedLicence, act: LicenceAct, { actor, content }: Doer): boolean {
  const last = events.at(-1)
  return (
    last !== undefined &&
    last.type === act &&
    last.actorSubject === actor.subject &&
    readData(last.data).content === content
  )
}

/** The last thing done was this act by this person, told otherwise: it is neither done again nor changed by it. */
export function doneOtherwise(
  { events }: LoadedLicence,
  act: LicenceAct,
  { actor, content }: Doer,
): StepBecause | null {
  const last = events.at(-1)
  if (last?.type !== act || last.actorSubject !== actor.subject) return null
  if (readData(last.data).content === content) return null
  const { zh, en } = LICENCE_ACTS[act]
  return {
    guard: 'doneWithOtherContent',
    zh: `您已经办理“${zh}”，但本次填写的内容与已经办理的不同：没有再办理一次，已经记录的内容也没有改动。内容完全相同的重发会得到原来的结果。`,
    en: `You have done “${en}” already, with other content than this: it was not done again, and what was recorded was not changed. Sent again with the very same content it is answered as done.`,
    facts: { act },
  }
}

export const JUST_NOW: StepBecause = {
  guard: 'somebodyElse',
  zh: '刚才已有他人办理了该证照，本次没有写入。',
  en: 'Somebody else has just acted on this licence; nothing of this act was written.',
  facts: {},
}
