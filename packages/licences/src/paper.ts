/**
 * The paper code of a licence: the record the verifier reads, signed with the paper key. Long names give way so that the
 * code stays scannable: first the authority's (its code is in the identifier), then the type's, then the holder's end.
 */
import { mask } from '@tongban/privacy'
import {
  encodePaperBody,
  PAPER_MAX_CHARACTERS,
  type PaperContent,
  paperSigningInput,
  paperText,
} from '@tongban/verifier'
import type { KeySigner } from './contract.ts'
import type { SoundDraft } from './draft.ts'

/** Null: this type of licence has no paper code. */
export async function encodePaper(
  { draft, type, claims }: SoundDraft,
  signer: KeySigner,
  { region, demonstration }: { readonly region: string; readonly demonstration: boolean },
): Promise<string | null> {
  if (type.paper === null) return null
  const valueNamed = (name: string) =>
    String(claims.find(({ definition }) => definition.name === name)?.value ?? '')
  const body = longestThatFits({
    region,
    kid: signer.kid,
    identifier: draft.identifier,
    typeName: type.name.zh,
    authority: draft.issuingAuthority,
    holder: valueNamed(type.paper.holder),
    holderNumber: maskedOnPaper(valueNamed(type.paper.number)),
    iat: Math.floor(draft.issuedAt / 1000),
    validFrom: draft.validFrom,
    validUntil: draft.validUntil,
    status: draft.status,
    demonstration,
  })
  return paperText(body, await signer.sign(paperSigningInput(body)))
}

/**
 * 510*001X: the run of stars is one, since its length tells nothing and costs room. On the paper beside the code it stands the
 * same, so that a reader can compare the two.
 */
export const maskedOnPaper = (number: string): string => mask('idNumber', number).replace(/\*+/, '*')

const SIGNATURE_BYTES = 64
const ELLIPSIS = '…'

function longestThatFits(content: PaperContent): Uint8Array<ArrayBuffer> {
  const short = { ...content, authority: null }
  const shorter = { ...short, typeName: null }
  const holder = [...content.holder]
  const cut = holder
    .slice(1)
    .map((_, less) => ({ ...shorter, holder: holder.slice(0, -1 - less).join('') + ELLIPSIS }))
  for (const candidate of [content, short, shorter, ...cut]) {
    const body = encodePaperBody(candidate)
    if (body === undefined) throw new Error('a draft that was checked must have a paper record')
    if (paperText(body, new Uint8Array(SIGNATURE_BYTES)).length <= PAPER_MAX_CHARACTERS) return body
  }
  throw new Error('a paper code without names must fit')
}
