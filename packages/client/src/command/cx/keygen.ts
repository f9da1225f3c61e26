/** `tongban cx keygen`: a key file with a key that signs and one for each office that opens; or keys beside those there are. */
import { harmless, type Io, tell } from '../io.ts'
import { type HeldKey, makeKey, publicHalf, readKeyFile, writeKeyFile } from './key-file.ts'
import type { CxOptions } from './options.ts'

/** A partner's clock may be behind, and a request signed a moment ago counts for five minutes. */
const BEFORE_SECONDS = 600

export async function keygen(
  { region, name, baseUrl, offices, out, add, json }: Extract<CxOptions, { readonly verb: 'keygen' }>,
  io: Io,
): Promise<number> {
  const from = Math.floor(io.now() / 1000) - BEFORE_SECONDS
  const made: HeldKey[] = [await makeKey('sign', from, undefined)]
  for (const office of offices.length === 0 ? ['*'] : offices) made.push(await makeKey('open', from, office))
  if (add) {
    const file = await readKeyFile(out)
    await writeKeyFile(out, { ...file, keys: [...file.keys, ...made] })
  } else {
    const who = { ...(name === undefined ? {} : { name }), ...(baseUrl === undefined ? {} : { baseUrl }) }
    await writeKeyFile(out, { region: region ?? '', ...who, keys: made }, true)
  }
  const shown = await Promise.all(made.map(publicHalf))
  if (json) io.out(`${JSON.stringify({ keys: shown }, null, 2)}\n`)
  else
    for (const key of shown) {
      const what = key.use === 'sign' ? '签名 sign' : `解封 open ${key.office}`
      io.out(`${harmless(`${key.kid}  ${what}`)}\n`)
    }
  tell(
    io,
    `私钥在 ${out} 中，仅本人可读，请勿交给任何人。把以上指纹另行（电话、纸面）告知对方核对。`,
    `The private keys are in ${out}, for you alone. Tell your partner the thumbprints above by another way (telephone, paper).`,
  )
  return 0
}
