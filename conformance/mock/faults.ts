/** What goes wrong on the way or at a partner, to be switched on one by one: each by how often, from 0 to 1. */

export const FAULTS = {
  'drop-request': '请求丢失 the request is lost before anything is done',
  'drop-answer': '答复丢失 everything is done, and the answer is lost',
  duplicate: '重复投递 what it sends is sent twice at the same time',
  delay: '延迟一秒 it takes a second',
  'server-error': '答复 503 it answers 503',
  'too-many': '答复 429 it answers 429 with Retry-After',
  'wrong-signature': '答复签名不符 its answer is signed wrongly',
  'wrong-digest': '答复摘要不符 the digest of its answer is wrong',
  'forged-receipt': '伪造回执 its receipt is signed with a key nobody knows',
  'skewed-clock': '时钟快一小时 its clock is an hour ahead',
} as const
export type Fault = keyof typeof FAULTS

/** Whether this fault happens now. */
export type Happens = (fault: Fault) => boolean

export const NO_FAULTS: Happens = () => false

/** By chance, from a seed: the same run again has the same faults. */
export function faultsOf(chances: Partial<Record<Fault, number>>, seed: number): Happens {
  let state = seed >>> 0
  // mulberry32
  const drawn = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  return (fault) => {
    const chance = chances[fault] ?? 0
    return chance > 0 && drawn() < chance
  }
}

export const isFault = (name: string): name is Fault => Object.hasOwn(FAULTS, name)
