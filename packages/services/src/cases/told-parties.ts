import type { FieldError, IdKind, Json } from '@tongban/kernel'
import { blindIndex } from '@tongban/privacy'
import type { Context } from '../context.ts'
import { openTexts } from './event-texts.ts'
import { partyIndex } from './identity.ts'
import type { LoadedCase } from './load.ts'

/**
 * Under which key an interested party 利害关系人 stands in a case (行政许可法 36, 47): the index of an identity where it is
 * known, under which the party speaks with its own sign-in, else the index of its name within this case. Names are read
 * from the encrypted words of the notices and never from an index.
 */
type Party = {
  readonly name: string
  readonly idKind?: IdKind | undefined
  readonly idNumber?: string | undefined
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

/** The key of each party of a notice, in its order; one told before by the same name keeps its key. */
export async function partiesNamed(
  ctx: Context,
  loaded: LoadedCase,
  parties: readonly Party[],
): Promise<{ readonly keys: readonly string[]; readonly errors?: undefined } | Refused> {
  const told = await toldParties(ctx, loaded)
  const keys = await Promise.all(
    parties.map(async ({ name, idKind, idNumber }) =>
      idKind !== undefined && idNumber !== undefined
        ? partyIndex(ctx.keys, { idKind, idNumber })
        : ((await keyNamed(ctx, loaded, told, name)) ?? nameIndex(ctx, loaded, name)),
    ),
  )
  const errors = keys.flatMap((key, at): FieldError[] =>
    keys.indexOf(key) === at
      ? []
      : [
          {
            pointer: `/parties/${at}`,
            zh: '同一利害关系人写了两次。同名的不同人员，请填写证件类型和号码加以区分。',
            en: 'This party is named twice. Of two people with one name, state the kind and number of their papers.',
          },
        ],
  )
  return errors.length > 0 ? { errors } : { keys }
}

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
  const own = await nameIndex(ctx, loaded, name)
  if (keys.includes(own)) return own
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
