/**
 * The words of a region for the types of its licences: how each claim is called. They come with the trust bundle and prove
 * nothing; without them a claim goes by its name.
 */
import type { Text, Verdict } from '@tongban/verifier'
import { parseJson } from '../request.ts'

export type TypeWords = {
  readonly vct: string
  readonly name: Text
  /** In the order of the type. */
  readonly claims: ReadonlyMap<string, Text>
}

/** The types in the answer of `/licences/v1/types`; those that cannot be read are left out. */
export function typeWordsIn(text: string): readonly TypeWords[] {
  const body = parseJson(text)
  return listIn(body, 'types').flatMap((type) => {
    const name = wordsOf(listIn(type, 'display'), 'name')
    const vct = memberOf(type, 'vct')
    if (typeof vct !== 'string' || name === undefined) return []
    const claims = listIn(type, 'claims').flatMap((claim): [string, Text][] => {
      const [path] = listIn(claim, 'path')
      const label = wordsOf(listIn(claim, 'display'), 'label')
      return typeof path === 'string' && label !== undefined ? [[path, label]] : []
    })
    return [{ vct, name, claims: new Map(claims) }]
  })
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const list = memberOf(value, name)
  return Array.isArray(list) ? list : []
}

function wordsOf(display: readonly unknown[], member: 'name' | 'label'): Text | undefined {
  const said = (locale: string) => {
    const found = memberOf(
      display.find((each) => memberOf(each, 'locale') === locale),
      member,
    )
    return typeof found === 'string' ? found : undefined
  }
  const [zh, en] = [said('zh-CN'), said('en')]
  return zh === undefined || en === undefined ? undefined : { zh, en }
}

/** What a paper code has: the holder, and the number as it is masked. */
const PAPER_CLAIMS: TypeWords['claims'] = new Map([
  ['holder', { zh: '持证主体', en: 'Holder' }],
  ['holderNumber', { zh: '持证主体代码', en: 'Identity number' }],
])

/** The words for what was verified. A paper code says its type by its Chinese name alone. */
export function wordsFor(
  licence: NonNullable<Verdict['licence']>,
  types: readonly TypeWords[],
): Pick<TypeWords, 'name' | 'claims'> {
  if (licence.vct === null) {
    const name = types.find((type) => type.name.zh === licence.typeName.zh)?.name ?? licence.typeName
    return { name, claims: PAPER_CLAIMS }
  }
  const claims = types.find(({ vct }) => vct === licence.vct)?.claims ?? new Map<string, Text>()
  return { name: licence.typeName, claims }
}
