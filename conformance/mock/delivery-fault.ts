/** What is wrong with a delivery as a whole: CX-34 … CX-36. */
import { canonical, contentDigest, digestOf } from '../wire/canonical.ts'
import type { Asked } from '../wire/signature.ts'
import { type Refusal, refusal } from './problem.ts'

const BAD_MANIFEST = refusal(422, 'invalidInput', '清单与请求不符。The manifest is not that of the request.')
const BAD_COUNT = refusal(422, 'invalidInput', '消息数量不符。Too many messages, or none.')
const MOST = 50

export function deliveryFault(
  asked: Asked,
  read: unknown,
  isBroken: (clause: string) => boolean,
): Refusal | undefined {
  const { manifest, messages, verdicts } = partsOf(read)
  if (manifest === undefined || messages === undefined || verdicts === undefined)
    return refusal(422, 'invalidInput', '缺少 manifest、messages 或 verdicts。Members are missing.')
  const header = contentDigest(canonical(manifest))
  if (asked.headers['cx-manifest'] !== header && !isBroken('CX-34')) return BAD_MANIFEST
  const due = messages.map((message) => [idOf(message), digestOf(message)])
  if (canonical(due) !== canonical(manifest) && !isBroken('CX-35')) return BAD_MANIFEST
  const isCountWrong = messages.length > MOST || messages.length + verdicts.length === 0
  return isCountWrong && !isBroken('CX-36') ? BAD_COUNT : undefined
}

const idOf = (message: unknown) =>
  typeof message === 'object' && message !== null && 'id' in message ? message.id : null

function partsOf(read: unknown) {
  const parts = typeof read === 'object' && read !== null ? { ...read } : {}
  const list = (name: 'manifest' | 'messages' | 'verdicts'): readonly unknown[] | undefined => {
    const value: unknown = name in parts ? Reflect.get(parts, name) : undefined
    return Array.isArray(value) ? value : undefined
  }
  return { manifest: list('manifest'), messages: list('messages'), verdicts: list('verdicts') }
}
