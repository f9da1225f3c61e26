/**
 * Whom one speaks with: the keys pinned in the key file. At the first time they are taken from the partner, told by their
 * thumbprints for a person to compare, and pinned; from then on its answers must be signed by a pinned key.
 */
import { openExchangeKeys, type PartnerKey } from '@tongban/exchange/wire'
import { type Line, openLine } from '../../exchange/line.ts'
import { describe, publishedKeys } from '../../exchange/partner.ts'
import { type Io, tell } from '../io.ts'
import { Trouble } from '../options.ts'
import { type KeyFile, readKeyFile, writeKeyFile } from './key-file.ts'

type Asked = { readonly url: string; readonly keys: string; readonly thumbprints: readonly string[] }

export type Met = { readonly line: Line; readonly file: KeyFile; readonly isFirst: boolean }

export async function meet({ url, keys: path, thumbprints }: Asked, io: Io): Promise<Met> {
  const file = await readKeyFile(path)
  const known = file.partners?.[url]
  const opened = await openExchangeKeys(JSON.stringify({ keys: file.keys }), 'development')
  if (!opened.ok)
    throw new Trouble(
      `${path} 中的密钥不能用。`,
      `The keys of ${path} cannot be used: ${opened.failure.reason}.`,
    )
  const pinned =
    known === undefined
      ? await firstMet(url, thumbprints, io)
      : thumbprints.length > 0
        ? await metAgain(url, known, thumbprints, io)
        : known
  if (pinned !== known) await writeKeyFile(path, { ...file, partners: { ...file.partners, [url]: pinned } })
  const { region, keys } = pinned
  const line = openLine({
    region: file.region,
    keys: opened.value,
    partner: { region, baseUrl: url, keys },
    fetch: io.fetch,
    now: io.now,
  })
  return { line, file, isFirst: known === undefined }
}

type Pinned = { readonly region: string; readonly keys: PartnerKey[] }

/** Keys that were compared since, beside those that are pinned: its old one and its new one overlap. */
async function metAgain(url: string, known: Pinned, thumbprints: readonly string[], io: Io): Promise<Pinned> {
  const told = await publishedKeys(url, { fetch: io.fetch })
  const fresh = told.filter(({ kid, use }) => use === 'open' || thumbprints.includes(kid))
  const missing = thumbprints.filter((print) => !told.some(({ kid }) => kid === print))
  if (missing.length > 0)
    throw new Trouble(
      `${url} 没有公布指纹为 ${missing.join('、')} 的公钥。`,
      `${url} publishes no key of the thumbprint ${missing.join(', ')}.`,
    )
  const kept = known.keys.filter(({ kid }) => !fresh.some((key) => key.kid === kid))
  return { region: known.region, keys: [...kept, ...fresh] }
}

async function firstMet(url: string, thumbprints: readonly string[], io: Io): Promise<Pinned> {
  const options = { fetch: io.fetch }
  const { region } = await describe(url, options, io.now)
  const keys = await publishedKeys(url, options)
  const taken =
    thumbprints.length === 0
      ? keys
      : keys.filter(({ kid, use }) => use === 'open' || thumbprints.includes(kid))
  const signing = taken.filter(({ use }) => use === 'sign')
  if (signing.length === 0)
    throw new Trouble(
      `${url} 公布的签名公钥都不是所给指纹的，没有采用：${keys.map(({ kid }) => kid).join('、')}。`,
      `None of the signing keys ${url} publishes has a thumbprint you gave; none was taken: ${keys.map(({ kid }) => kid).join(', ')}.`,
    )
  tell(
    io,
    `首次联系 ${region}，签名公钥已固定：${signing.map(({ kid }) => kid).join('、')}。请与对方另行核对。`,
    `First contact with ${region}; its signing keys are pinned. Compare the thumbprints with it by another way.`,
  )
  return { region, keys: [...taken] }
}
