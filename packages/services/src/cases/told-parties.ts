import type { FieldError, IdKind, Json } from '@tongban/kernel'
import { blindIndex } from '@tongban/privacy'
import { type CasePartyRow, insertCaseParty, type Statement } from '@tongban/store'
import type { Context } from '../context.ts'
import { openTexts } from './event-texts.ts'
import { partyIndex } from './identity.ts'
import type { LoadedCase } from './load.ts'

/**
 * Under which key an interested party 利害关系人 stands in a case (行政许可法 36, 47): a key of this case alone, which leads to
 * the index of an identity where it is known, under which the party speaks with its own sign-in, or to the index of its
 * name within this case, or to both. Names are read from the encrypted words of the notices and never from an index.
 */
type Party = {
  readonly name: string
  readonly idKind?: IdKind | undefined
  readonly idNumber?: string | undefined
  readonly isSame?: boolean | undefined
}
type Told = { readonly name: string; readonly key: string }
type Refused = { readonly errors: readonly FieldError[] }

/** Whether whoever takes the step records what another has said. */
export const recordsFor = ({ relation }: Pick<LoadedCase, 'relation'>): boolean =>
  relation !== 'party' && relation !== 'applicant' && relation !== 'submitter'

/** However wide its letters are and wherever it is spaced, a name is the same name. */
const plain = (name: string) => name.normalize('NFKC').replace(/\s+/gu, '').toLowerCase()

const nameIndex = ({ keys }: Pick<Context, 'keys'>, { row }: LoadedCase, name: string) =>
  blindIndex(keys, 'partyName', `${row.caseNumber}|${plain(name)}`)

export type NamedParties = {
  readonly keys: readonly string[]
  /** Whom keys mean that are new. */
  readonly statements: readonly Statement[]
  readonly errors?: undefined
}

/** The key of each party of a notice, in its order; one told before keeps its key, also where its papers come only now. */
export async function partiesNamed(
  ctx: Context,
  loaded: LoadedCase,
  parties: readonly Party[],
): Promise<NamedParties | Refused> {
  const { caseNumber } = loaded.row
  const told = await toldParties(ctx, loaded)
  const rows = [...loaded.parties]
  const keyOf = (index: string) => keyIn(rows, index, told)
  const added: CasePartyRow[] = []
  const add = (partyKey: string, partyIndex: string): string => {
    const row = { caseNumber, partyKey, partyIndex }
    rows.push(row)
    added.push(row)
    return partyKey
  }
  const keys: string[] = []
  const errors: FieldError[] = []
  for (const [at, { name, idKind, idNumber, isSame }] of parties.entries()) {
    const byName = await nameIndex(ctx, loaded, name)
    if (idKind === undefined || idNumber === undefined) {
      keys.push((await keyNamed(ctx, loaded, told, name)) ?? keyOf(byName) ?? add(nextKey(rows), byName))
      continue
    }
    const index = await partyIndex(ctx.keys, { idKind, idNumber })
    const known = keyOf(index)
    const named = keyOf(byName)
    const wasNamed = named !== null && told.some(({ key }) => key === named)
    if (known === null && wasNamed && isSame === undefined) errors.push(UNCLEAR(at))
    keys.push(known ?? add(wasNamed && isSame === true ? named : nextKey(rows), index))
  }
  const twice = keys.flatMap((key, at): FieldError[] => (keys.indexOf(key) === at ? [] : [TWICE(at)]))
  if (errors.length + twice.length > 0) return { errors: errors.length > 0 ? errors : twice }
  return { keys, statements: added.map(insertCaseParty) }
}

/** The key an index has in the case; notices of before keys were kept name the index itself. */
const keyIn = (rows: readonly CasePartyRow[], index: string, told: readonly Told[]): string | null =>
  rows.find((row) => row.partyIndex === index)?.partyKey ?? told.find(({ key }) => key === index)?.key ?? null

const nextKey = (rows: readonly CasePartyRow[]): string =>
  `party/${1 + new Set(rows.map(({ partyKey }) => partyKey)).size}`

const TWICE = (at: number): FieldError => ({
  pointer: `/parties/${at}`,
  zh: '同一利害关系人写了两次。同名的不同人员，请填写证件类型和号码加以区分。',
  en: 'This party is named twice. Of two people with one name, state the kind and number of their papers.',
})

const UNCLEAR = (at: number): FieldError => ({
  pointer: `/parties/${at}/isSame`,
  zh: '此前已按姓名告知过同名的利害关系人。是同一人的，isSame 填 true，今后以其证件为准；是同名的另一人的，填 false。',
  en: 'A party of this name was told before by name alone. Give isSame as true if it is that party, who is then known by these papers, or as false if it is another of the name.',
})

/** Whose word an official records: somebody who was told, by the name of the notice. */
export async function spokenFor(
  ctx: Context,
  loaded: LoadedCase,
  name: string | undefined,
): Promise<{ readonly data: { readonly party: string } } | Refused> {
  const told = await toldParties(ctx, loaded)
  const key = name === undefined ? null : await keyNamed(ctx, loaded, told, name)
  if (key !== null) return { data: { party: key } }
  const names = [...new Set(told.map((each) => each.name))]
  const [zh, en] =
    names.length === 0
      ? [
          '本办件尚未告知任何利害关系人，请先告知。',
          'No interested party of this case has been told. Tell them first.',
        ]
      : name !== undefined && told.some((each) => plain(each.name) === plain(name))
        ? [
            '告知的利害关系人中有多人同名，请由其本人登录后陈述。',
            'Several of the parties told have this name. Let them state under their own sign-in.',
          ]
        : [
            `应为已经告知的利害关系人：${names.join('、')}。`,
            `Must be one of the interested parties who were told: ${names.join(', ')}.`,
          ]
  return { errors: [{ pointer: '/party', zh, en }] }
}

/** The key under which somebody of this name was told; null for a name that was not told, or that several have. */
async function keyNamed(ctx: Context, loaded: LoadedCase, told: readonly Told[], name: string) {
  const keys = [...new Set(told.filter((each) => plain(each.name) === plain(name)).map(({ key }) => key))]
  const own = keyIn(loaded.parties, await nameIndex(ctx, loaded, name), told)
  if (own !== null && keys.includes(own)) return own
  return keys.length === 1 ? (keys[0] ?? null) : null
}

/** Those who were told since the case was last opened, by name. */
async function toldParties(ctx: Context, { row, events, texts, fold }: LoadedCase): Promise<readonly Told[]> {
  const notices = events.filter(({ type }) => type === 'thirdPartyNotified')
  const all = await Promise.all(
    notices.map(async (event) => {
      const words = await openTexts(ctx, row.caseNumber, event, texts)
      const names = namesIn(words?.parties)
      const keys = Array.isArray(event.data.parties) ? event.data.parties : []
      return names.flatMap((name, at): Told[] => {
        const key = keys[at]
        return typeof key === 'string' ? [{ name, key }] : []
      })
    }),
  )
  return all.flat().filter(({ key }) => fold.parties.some((party) => party.key === key))
}

function namesIn(parties: Json | undefined): readonly string[] {
  if (!Array.isArray(parties)) return []
  return parties.map((party) =>
    typeof party === 'object' && party !== null && 'name' in party && typeof party.name === 'string'
      ? party.name
      : '',
  )
}
