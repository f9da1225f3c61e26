import { canonicalJson, type EpochMs, GENESIS, type Json, sha256Hex } from '@tongban/kernel'
import { encryptField } from '@tongban/privacy'
import type { LicenceEventRow, LicenceRow } from '@tongban/store'
import { sealTexts, type Texts } from '../cases/event-texts.ts'
import type { Context } from '../context.ts'
import type { LicenceActor } from './actor.ts'
import { licenceTextsPlace } from './place.ts'

/**
 * One link of what happened to a licence: like the events of a case a chain of hashes, whose data holds codes, digests
 * and references. Words are kept encrypted beside it, under their salted digest.
 */
export type LicenceHappening = {
  /** Name of the act, as in the table of what may happen to a licence. */
  readonly type: string
  readonly at: EpochMs
  readonly actor: LicenceActor
  readonly data: Readonly<Record<string, Json>>
  readonly texts?: Texts
}

export async function licenceEvent(
  ctx: Pick<Context, 'keys' | 'ids'>,
  licence: Pick<LicenceRow, 'identifier' | 'seq' | 'headHash'> | { readonly identifier: string },
  { type, at, actor, data, texts }: LicenceHappening,
): Promise<LicenceEventRow> {
  const { identifier } = licence
  const before = 'seq' in licence ? licence : { seq: 0, headHash: GENESIS }
  const seq = before.seq + 1
  const sealed = texts === undefined ? null : await sealTexts(ctx, texts)
  const whole = sealed === null ? data : { ...data, textsDigest: sealed.digest }
  const row = {
    identifier,
    seq,
    type,
    at,
    actorKind: actor.kind,
    actorSubject: actor.subject,
    data: canonicalJson(whole),
  }
  return {
    ...row,
    textsEnc:
      sealed === null
        ? null
        : await encryptField(ctx.keys, licenceTextsPlace(identifier, seq), sealed.text, ctx.ids.random(12)),
    hash: await sha256Hex(linkText(row, before.headHash)),
  }
}

/**
 * The canonical text that `linkHash` would hash, for content of these names and data that is canonical text already:
 * it is made once for the row and for the link. A test holds the two together.
 */
function linkText(
  { identifier, seq, type, at, actorKind, actorSubject, data }: Omit<LicenceEventRow, 'textsEnc' | 'hash'>,
  previous: string,
): string {
  const actor = `"actorKind":${canonicalJson(actorKind)},"actorSubject":${canonicalJson(actorSubject)}`
  const rest = `"identifier":${canonicalJson(identifier)},"seq":${canonicalJson(seq)},"type":${canonicalJson(type)}`
  const content = `{${actor},"at":${canonicalJson(at)},"data":${data},${rest}}`
  return `{"content":${content},"previous":${canonicalJson(previous)}}`
}
