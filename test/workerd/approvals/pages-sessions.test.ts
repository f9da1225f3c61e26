import { env } from 'cloudflare:workers'
import { problemResponse, systemIds } from '@tongban/http'
import type { Json } from '@tongban/kernel'
import { encryptJson, openFieldKeys } from '@tongban/privacy'
import { openSessionDesks, openSigning, putDraft, readSession, startSession } from '@tongban/services'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { forgetCounts } from '../../../packages/services/src/retention/forget-counts.ts'
import { clockContext } from '../../context.ts'
import { applicantOf, formOf, officialWho, pagesOver, type Somebody, somebody } from '../../pages.ts'

/** What somebody who means ill finds of the sessions: in the database, in another tab, after the end, under other keys. */
const SECRET = env.TONGBAN_SESSION_KEYS
const clock = { now: () => Date.now() }
const deskWith = async (secret: string = SECRET) => (await openSessionDesks(secret, clock, systemIds))(env.DB)
const nothing = async () =>
  problemResponse({ code: 'notFound', what: 'case' }, { language: 'zh', requestId: 'r' })
const { ask } = pagesOver(nothing)
/** Every licence is theirs: nothing is kept for the showing of another's. */
const { ask: askOfOwn } = pagesOver(async () => Response.json(LICENCE))
const NAME = { zh: '证', en: 'x' }
const LICENCE = {
  identifier: '1',
  type: 'x',
  typeName: NAME,
  standing: 'valid',
  standingName: NAME,
  validFrom: '2026-11-23',
  validUntil: null,
  issuedAt: 0,
  caseNumber: '1',
  holder: { name: 'x' },
  replacedBy: null,
  previous: null,
  events: [],
  explanation: null,
  renditions: [],
  renditionsNote: null,
  file: null,
  claims: null,
}

const HOUR_MS = 3_600_000
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 23, 2) })
  await env.DB.batch([env.DB.prepare('DELETE FROM session_drafts'), env.DB.prepare('DELETE FROM sessions')])
})
afterEach(() => {
  vi.useRealTimers()
})

const countOf = async (table: 'sessions' | 'session_drafts') =>
  (await env.DB.prepare(`SELECT count(*) AS it FROM ${table}`).first<number>('it')) ?? -1
const hashOf = async (cookie: string | null) => {
  const opened = await readSession(await deskWith(), cookie ?? '', null)
  if (opened === null) throw new Error('the session is over')
  return opened
}
const WORDS = '1949 年出生，住在长安街'
const filled = async (who: Somebody, name = 'hall/allowance', content: Json = { words: WORDS }) =>
  putDraft(await deskWith(), (await hashOf(who.session)).idHash, name, content)
const look = (who: Somebody, path = '/sign-out') => ask(path, { headers: { Cookie: who.cookie } })

describe('is anything left of a session that is over?', () => {
  const person = () => applicantOf('519999195001019013')

  test('nothing of one that was signed out of, in this browser', async () => {
    const me = await somebody(await person())
    await filled(me)
    expect((await ask('/sign-out', formOf(me))).status).toBe(303)
    expect([await countOf('sessions'), await countOf('session_drafts')]).toEqual([0, 0])
    expect((await look(me)).text).toContain('已经退出')
  })

  test('nothing of any of theirs after leaving every browser, and everything of others', async () => {
    const [here, elsewhere, other] = [
      await somebody(await person()),
      await somebody(await person()),
      await somebody(await officialWho('handler')),
    ]
    for (const each of [here, elsewhere, other]) await filled(each)
    await ask('/sign-out', formOf(here, { everywhere: 'yes' }))
    expect([await countOf('sessions'), await countOf('session_drafts')]).toEqual([1, 1])
    expect((await look(other)).text).toContain('在所有浏览器退出')
    expect((await look(elsewhere)).text).toContain('已经退出')
  })

  test('nothing of the one before, where somebody signs in anew', async () => {
    const me = await somebody(await person())
    await filled(me)
    await startSession(await deskWith(), await officialWho('handler'), me.session ?? undefined)
    expect([await countOf('sessions'), await countOf('session_drafts')]).toEqual([1, 0])
  })

  test('nothing of what another tab sends while one signs out', async () => {
    const me = await somebody(await person())
    const { idHash } = await hashOf(me.session)
    await ask('/sign-out', formOf(me))
    await putDraft(await deskWith(), idHash, 'hall/allowance', { words: WORDS })
    expect(await countOf('session_drafts')).toBe(0)
  })

  test('nothing of those that ran out, also where nobody signs in any more', async () => {
    const me = await somebody(await person())
    await filled(me)
    vi.setSystemTime(Date.now() + HOUR_MS)
    await forgetCounts(await clockContext())
    expect([await countOf('sessions'), await countOf('session_drafts')]).toEqual([0, 0])
  })
})

describe('can somebody who is signed in fill the database?', () => {
  test('not with what is longer than any form: it is refused in words, and nothing of it kept', async () => {
    const me = await somebody(await applicantOf('519999195001019013'))
    const { headers } = formOf(me)
    // What is one byte in a form takes six in what is kept of it.
    const body = `csrf=${me.csrf}&once=1&claims=${'\u0001'.repeat(900_000)}`
    const sent = await askOfOwn('/wallet/1/show', {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
      body,
    })
    expect([sent.status, sent.headers.get('Content-Type')]).toEqual([413, 'text/html; charset=UTF-8'])
    expect(await countOf('session_drafts')).toBe(0)
  })

  test('not with ever more of them: the oldest make room', async () => {
    const me = await somebody(await applicantOf('519999195001019013'))
    for (let at = 0; at < 40; at += 1) {
      vi.setSystemTime(Date.now() + 1)
      await askOfOwn(`/wallet/made-up-${at}/show`, formOf(me, { claims: 'holderName' }))
    }
    expect(await countOf('session_drafts')).toBeLessThanOrEqual(30)
    const names = await env.DB.prepare(
      'SELECT name FROM session_drafts ORDER BY updated_at DESC LIMIT 1',
    ).all()
    expect(JSON.stringify(names.results)).toContain('made-up-39')
  })

  test('not for a licence that is not theirs', async () => {
    const me = await somebody(await applicantOf('519999195001019013'))
    expect((await ask('/wallet/made-up/show', formOf(me, { claims: 'holderName' }))).status).toBe(404)
    expect(await countOf('session_drafts')).toBe(0)
  })

  test('and nobody without an account leaves a row', async () => {
    const nobody = await somebody(null)
    for (const path of ['/sign-in/callback?code=1&state=2', '/sign-in/start', '/wallet', '/services/1/apply'])
      await ask(path, { headers: { Cookie: nobody.cookie } })
    await ask('/sign-in/demo', formOf(nobody, { person: 'x', as: 'person' }))
    await ask('/wallet/1/show', formOf(nobody, { claims: 'holderName' }))
    expect([await countOf('sessions'), await countOf('session_drafts')]).toEqual([0, 0])
  })
})

test('can nobody read who is signed in, what they filled in or their token from the database?', async () => {
  const person = await applicantOf('519999195001019013', '欧阳春秋')
  const me = await somebody(person)
  await filled(me)
  const [sessions, drafts] = await env.DB.batch([
    env.DB.prepare('SELECT * FROM sessions'),
    env.DB.prepare('SELECT * FROM session_drafts'),
  ])
  const rows = JSON.stringify([sessions?.results, drafts?.results])
  const [id = ''] = (me.session ?? '').split('.')
  for (const secret of ['519999195001019013', '欧阳春秋', person.token, person.actor.subject, WORDS, id])
    expect(rows).not.toContain(secret)
})

describe('what of the keys of the sessions?', () => {
  const ring: { current: string; keys: Record<string, string>; index: string } = JSON.parse(SECRET)
  const random = () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
  const next = random()
  const rotated = JSON.stringify({ ...ring, current: 'next', keys: { ...ring.keys, next } })
  const dropped = JSON.stringify({ ...ring, current: 'next', keys: { next } })
  const under = (secret: string) => pagesOver(nothing, { TONGBAN_SESSION_KEYS: secret })

  test('a new one makes nobody sign in again, and one that is gone does, without a fault', async () => {
    const me = await somebody(await applicantOf('519999195001019013'))
    await filled(me)
    const before = await under(rotated).ask('/sign-out', { headers: { Cookie: me.cookie } })
    expect(before.text).toContain('在所有浏览器退出')
    const after = await under(dropped).ask('/sign-out', { headers: { Cookie: me.cookie } })
    expect([after.status, after.text.includes('已经退出')]).toEqual([200, true])
  })

  test('one whose index is another takes no cookie of before', async () => {
    const me = await somebody(await applicantOf('519999195001019013'))
    const other = JSON.stringify({ ...ring, index: random() })
    const { text } = await under(other).ask('/sign-out', { headers: { Cookie: me.cookie } })
    expect(text).toContain('已经退出')
  })

  test('a sign-in under way of another form than this version writes is begun anew', async () => {
    const keys = await openFieldKeys(SECRET)
    if (!keys.ok) throw new Error(keys.failure.reason)
    const place = { table: 'sessions', column: 'signing', row: 'cookie' }
    const older = await encryptJson(keys.value, place, { state: 's', endsAt: 'soon' }, systemIds.random(12))
    expect(await openSigning(await deskWith(), older)).toBeNull()
    const { status, text } = await ask('/sign-in/callback?code=1&state=2', {
      headers: { Cookie: `__Host-tongban-signing=${older}` },
    })
    expect([status, text.includes('这次登录已经结束')]).toEqual([400, true])
  })
})

describe('what of a session whose token the API no longer takes?', () => {
  const refusing = pagesOver(async () =>
    problemResponse({ code: 'notAuthenticated', reason: 'untrusted' }, { language: 'zh', requestId: 'r' }),
  )
  test('it is over, and whoever it was signs in again and comes back', async () => {
    const me = await somebody(await applicantOf('519999195001019013'))
    const { status, headers, cookies } = await refusing.ask('/cases?cursor=a', {
      headers: { Cookie: me.cookie },
    })
    expect([status, headers.get('Location')]).toEqual([303, '/sign-in?to=%2Fcases%3Fcursor%3Da'])
    expect(cookies.join()).toContain(
      '__Host-tongban-session=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0',
    )
    expect(await countOf('sessions')).toBe(0)
  })
  test('also where it is a form, of which nothing is kept', async () => {
    const me = await somebody(await applicantOf('519999195001019013'))
    const { status, headers } = await refusing.ask('/cases/1/withdraw', formOf(me))
    expect([status, headers.get('Location')]).toEqual([303, '/sign-in?to=%2Fcases%2F1%2Fwithdraw'])
  })
  test('and nobody signed in is told as before', async () => {
    const { status } = await refusing.ask('/rulebook')
    expect(status).toBe(401)
  })
})

test('is a cookie that a neighbouring host planted looked past?', async () => {
  const mine = await somebody(await applicantOf('519999195001019013', '本人'))
  const planted = await somebody(await applicantOf('519999195001019013', '旁人'))
  const value = `__Host-tongban-session=${planted.session}`
  // What some servers trim from the name, or read as another cookie, and browsers do not.
  for (const cookie of [
    `\u00a0${value}`,
    `\u2003${value}`,
    `\u0085${value}`,
    `$Version=1,${value}`,
    `a="; ${value.replace('=', ' =')}`,
  ]) {
    const { text } = await ask('/sign-out', { headers: { Cookie: `${mine.cookie}; ${cookie}` } })
    expect([cookie, text.includes('旁人'), text.includes('本人')]).toEqual([cookie, false, true])
  }
})

describe('is the session of an official that is left alone over?', () => {
  const marked = (answer: Pick<Response, 'headers'>) =>
    answer.headers
      .getSetCookie()
      .map((text) => text.slice(0, text.indexOf(';')))
      .find((text) => text.startsWith('__Host-tongban-seen='))
  const later = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000)
  const at = (who: Somebody, mark?: string) => {
    const cookie = mark === undefined ? who.cookie : who.cookie.replace(/__Host-tongban-seen=[^;]+/, mark)
    return ask('/desk/cases', { headers: { Cookie: cookie } })
  }

  test('after an hour without a visit, and not before; every visit begins the hour anew', async () => {
    const me = await somebody({ ...(await officialWho('handler')), tokenEndsAt: Date.now() + 12 * HOUR_MS })
    later(59)
    const first = await at(me)
    expect(first.headers.get('Location')).toBeNull()
    const mark = marked(first)
    expect(mark).toBeDefined()
    later(0.5)
    expect(marked(await at(me, mark))).toBeUndefined()
    later(59)
    const second = marked(await at(me, mark))
    expect(second).toBeDefined()
    later(60)
    const over = await at(me, second)
    expect([over.status, over.headers.get('Location')]).toEqual([
      303,
      '/sign-in?to=%2Fdesk%2Fcases&left=alone',
    ])
    expect(over.headers.getSetCookie().join()).toContain('__Host-tongban-session=;')
    expect(await countOf('sessions')).toBe(0)
    expect((await ask('/sign-in?to=%2Fdesk&left=alone')).text).toContain('60 分钟没有操作，已自动退出')
  })

  test('and so is one whose mark is missing, made up, or of another session', async () => {
    const other = await somebody(await officialWho('chief'))
    const [theirs = ''] = /__Host-tongban-seen=[^;]+/.exec(other.cookie) ?? []
    const made = `__Host-tongban-seen=${Date.now()}.${'0'.repeat(32)}`
    for (const mark of ['x=y', theirs, made, '__Host-tongban-seen=']) {
      const me = await somebody(await officialWho('handler'))
      expect([mark, (await at(me, mark)).status]).toEqual([mark, 303])
    }
  })

  test('but that of an applicant stays, whatever the mark', async () => {
    const me = await somebody(await applicantOf('519999195001019013'))
    later(9)
    expect((await look(me)).text).toContain('在这个浏览器退出')
  })

  test('and what they had written is given back to be copied, by a page of this site alone, and kept nowhere', async () => {
    const ends = { tokenEndsAt: Date.now() + 12 * HOUR_MS }
    const me = await somebody({ ...(await officialWho('supervisor')), ...ends })
    later(61)
    const reason = '企业来电反映，材料已经补齐 <b>三日</b>，仍未受理。'
    const sent = formOf(me, { kind: 'urge', reason, caseNumber: '510116202611230000019' })
    const { status, text, headers } = await ask('/desk/urge', sent)
    expect([status, headers.get('Cache-Control')]).toEqual([401, 'no-store'])
    expect(text).toContain('材料已经补齐 &lt;b&gt;三日&lt;/b&gt;，仍未受理。</textarea>')
    expect(text).toContain('/sign-in?to=%2Fdesk%2Furge&amp;left=alone')
    expect(text).not.toContain('510116202611230000019')
    expect(text).not.toContain(me.csrf)
    expect([await countOf('sessions'), await countOf('session_drafts')]).toEqual([0, 0])
    // Another site cannot have its words shown here; neither can one that says nothing of where it comes from.
    const elsewhere: Record<string, string>[] = [
      { Cookie: me.cookie, Origin: 'https://elsewhere.test', 'Sec-Fetch-Site': 'cross-site' },
      { Cookie: me.cookie, Origin: sent.headers.Origin, 'Sec-Fetch-Site': 'same-site' },
      { Cookie: me.cookie },
    ]
    for (const from of elsewhere) {
      const answer = await ask('/desk/urge', { ...sent, headers: from })
      expect([answer.status, answer.text.includes('三日')]).toEqual([303, false])
    }
    // Nothing was written: they are asked to sign in as ever.
    expect((await ask('/desk/urge', formOf(me, { kind: 'urge' }))).status).toBe(303)
    expect((await ask('/desk/urge', { ...sent, body: 'x'.repeat(5_000_000) })).status).toBe(303)
  })

  test('and a pad neither shows it nor keeps it alive', async () => {
    const me = await somebody({ ...(await officialWho('handler')), tokenEndsAt: Date.now() + 12 * HOUR_MS })
    for (const minutes of [30, 25]) {
      later(minutes)
      const pad = await ask('/rate/pad', { headers: { Cookie: me.cookie } })
      expect([pad.status, marked(pad)]).toEqual([200, undefined])
    }
    expect((await at(me)).headers.get('Location')).toBeNull()
    later(10)
    expect((await at(me)).headers.get('Location')).toContain('left=alone')
  })
})

test('is a form with what no header can hold refused in words?', async () => {
  const me = await somebody(await applicantOf('519999195001019013'))
  for (const once of ['a\nb-12345678', 'a\rb-12345678', 'a\0b-12345678', '一次', 'x'.repeat(129)]) {
    const { status, text } = await ask(
      '/rate/could-not',
      formOf(me, { item: 'elderly-allowance', text: 'x', once }),
    )
    expect([status, text.includes('<h1')]).toEqual([400, true])
  }
})
