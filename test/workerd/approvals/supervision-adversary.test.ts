import { beforeEach, expect, test, vi } from 'vitest'
import { pdfFile } from '../../../packages/services/src/files/samples.fixture.ts'
import { officialIndex } from '../../../packages/services/src/staff/names.ts'
import { deliverNotices } from '../../../packages/services/src/supervision/deliver/deliver-notices.ts'
import { addNoticeFile } from '../../../packages/services/src/supervision/notices/add-file.ts'
import { takeNoticeStep } from '../../../packages/services/src/supervision/notices/take-step.ts'
import { clockContext, contextOf } from '../../context.ts'
import { dueCard, dueNotice, rowsOf } from '../../due-notices.ts'
import { type Answered, ask, official } from '../../kit.ts'
import { DB, logged, must, NOW, nextKey, sign, worker } from '../../region.ts'

/** Supervision under attack from the inside: whoever holds two roles, comes too late, comes at once, or writes what no reader expects. */

const DESK = '/supervision/v1'
let count = 0
const newId = () => {
  count += 1
  return `00000000-0000-7000-8a00-${String(count).padStart(12, '0')}`
}
type Role = Parameters<typeof official>[0]
async function as(
  subject: string,
  roles: readonly Role[],
  method: string,
  path: string,
  body?: unknown,
  {
    department = 'city-management',
    headers = {},
  }: { department?: string; headers?: Record<string, string> } = {},
): Promise<Answered> {
  const claims = { ...official(roles[0] ?? 'handler', department), roles }
  return ask(worker, await sign(subject, claims), method, `${DESK}${path}`, body, headers)
}
const indexOf = async (subject: string) => officialIndex((await clockContext()).keys, subject)
const supervisor = (path: string, body?: unknown, subject = 'supervisor-1') =>
  as(subject, ['supervisor'], body === undefined ? 'GET' : 'POST', path, body, { department: 'services' })
const REASON = { reason: '核对时限和事件后作出' }

async function notice(change: Parameters<typeof dueNotice>[2] = {}) {
  const id = newId()
  await dueNotice(id, NOW, { step: 'decision', ...change })
  return { id, path: `/notices/${id}` }
}
async function card(change: Parameters<typeof dueCard>[2] = {}) {
  const id = newId()
  await dueCard(id, NOW, { step: 'decision', ...change })
  return { id, path: `/cards/${id}` }
}

beforeEach(async () => {
  vi.setSystemTime(NOW)
  for (const table of [
    'supervision_notices',
    'supervision_cards',
    'notice_steps',
    'card_steps',
    'supervision_files',
    'supervision_findings',
    'inbox_lines',
    'inbox_messages',
  ])
    await DB.exec(`DELETE FROM ${table}`)
})

test.each([
  ['confirm', 'proposed'],
  ['dismiss', 'proposed'],
  ['revoke', 'standing'],
  ['judge', 'appealed'],
])(
  'may a supervisor %s a card that names them, or their own department as its head?',
  async (verb, state) => {
    const body = verb === 'judge' ? { outcome: 'revoke', ...REASON } : REASON
    const named = await card({ state, person: await indexOf('both') })
    expect(await as('both', ['handler', 'supervisor'], 'POST', `${named.path}/${verb}`, body)).toMatchObject({
      status: 409,
      body: { code: 'secondPersonNeeded' },
    })
    // Having moved to the supervising body since changes nothing.
    const moved = await as('both', ['supervisor'], 'POST', `${named.path}/${verb}`, body, {
      department: 'services',
    })
    expect(moved).toMatchObject({ status: 409, body: { code: 'secondPersonNeeded' } })
    const headed = await card({ state })
    expect(await as('both', ['head', 'supervisor'], 'POST', `${headed.path}/${verb}`, body)).toMatchObject({
      status: 409,
      body: { code: 'secondPersonNeeded' },
    })
    const seen = must(await as('both', ['head', 'supervisor'], 'GET', headed.path), 200)
    expect(seen.body.possible).not.toContainEqual(expect.objectContaining({ code: verb }))
    must(await supervisor(`${headed.path}/${verb}`, body), 200)
  },
)

test('may a supervisor end a finding about their own work, or about the department they head?', async () => {
  const finding = async (person: string | null) => {
    const id = newId()
    await DB.prepare(
      `INSERT INTO supervision_findings (id, cause, kind, subject, occasion, department, post, person, facts, found_at)
       VALUES (?, 'burst', 'case', ?, '1', 'city-management', '经办人', ?, '{}', 0)`,
    )
      .bind(id, id, person)
      .run()
    return `/findings/${id}/end`
  }
  const refused = { status: 409, body: { code: 'secondPersonNeeded' } }
  const named = await finding(await indexOf('both'))
  expect(await as('both', ['handler', 'supervisor'], 'POST', named, REASON)).toMatchObject(refused)
  const headed = await finding(null)
  expect(await as('both', ['head', 'supervisor'], 'POST', headed, REASON)).toMatchObject(refused)
  must(await supervisor(headed, REASON), 200)
})

test.each(['confirm', 'dismiss'])(
  'can a card still be %sed when it stands by time and cron was not there?',
  async (verb) => {
    const { path } = await card({ stands_at: NOW })
    expect(await supervisor(`${path}/${verb}`, REASON)).toMatchObject({
      status: 409,
      body: { code: 'stepNotPossible' },
    })
    expect(must(await supervisor(path), 200).body.possible).toEqual([])
  },
)

test('may an official close the urging that is addressed to them, or that they signed for?', async () => {
  const own = await notice({ person: await indexOf('both') })
  const refused = { status: 409, body: { code: 'secondPersonNeeded' } }
  const close = (path: string) => as('both', ['handler', 'head'], 'POST', `${path}/close`, REASON)
  expect(await close(own.path)).toMatchObject(refused)
  const post = await notice()
  must(await as('both', ['handler', 'head'], 'POST', `${post.path}/sign`), 200)
  expect(await close(post.path)).toMatchObject(refused)
  must(await as('head-2', ['head'], 'POST', `${post.path}/close`, REASON), 200)
})

/** An official of the department, as the door makes one. */
async function handlerContext() {
  const { roles, department, post, name } = official('handler', 'city-management')
  return contextOf({ kind: 'official', subject: 'h', roles, department, post, name })
}
type Handler = Awaited<ReturnType<typeof handlerContext>>
/** Does something else just before the first batch is written. */
function interrupted(context: Handler, first: () => Promise<void>): Handler {
  let isFirst = true
  const { database } = context
  const write: typeof database.write = async (statements) => {
    if (isFirst) {
      isFirst = false
      await first()
    }
    return database.write(statements)
  }
  return { ...context, database: { ...database, write } }
}
async function added(context: Handler, notice: string, size: number): Promise<string> {
  const made = await addNoticeFile(context, notice, `第${size}份.pdf`, new Uint8Array(pdfFile(200 + size)))
  if (!made.ok) throw new Error(made.failure.code)
  return made.value.id
}

test('is a file kept that a reply names at the moment an upload pushes it out?', async () => {
  const { id, path } = await notice({ state: 'signed' })
  const handler = await handlerContext()
  const first = await added(handler, id, 1)
  for (let size = 2; size <= 5; size += 1) await added(handler, id, size)
  const racing = interrupted(handler, async () => {
    const done = await takeNoticeStep(handler, id, { step: 'reply', text: '见附件', files: [first] })
    expect(done.ok).toBe(true)
  })
  await added(racing, id, 6)
  expect((await as('h', ['handler'], 'GET', `${path}/files/${first}`)).status).toBe(200)
})

test('is a reply refused whose file was pushed out at that moment, and what it did not name not kept?', async () => {
  const { id } = await notice({ state: 'signed' })
  const handler = await handlerContext()
  const [gone, named] = [await added(handler, id, 1), await added(handler, id, 2)]
  const unnamed = await added(handler, id, 3)
  const objects = (file: string) => handler.files?.list(`files/supervision-${file}/`)
  expect(await objects(unnamed)).toHaveLength(1)
  const racing = interrupted(handler, async () => {
    await DB.prepare('DELETE FROM supervision_files WHERE file_id = ?').bind(gone).run()
  })
  const act = { step: 'reply', text: '见附件', files: [named, gone] } as const
  expect(await takeNoticeStep(racing, id, act)).toMatchObject({
    ok: false,
    failure: { code: 'invalidInput', errors: [{ pointer: '/files/1' }] },
  })
  expect(await rowsOf('SELECT seq FROM notice_steps')).toEqual([])
  expect(await takeNoticeStep(handler, id, { ...act, files: [named] })).toMatchObject({ ok: true })
  expect(await rowsOf('SELECT file_id, seq FROM supervision_files')).toEqual([{ file_id: named, seq: 1 }])
  expect([await objects(unnamed), (await objects(named))?.length]).toEqual([[], 1])
})

test('is a text refused that would break the lines of a document, or that holds what nobody sees?', async () => {
  for (const line of ['甲\n\n乙', '甲\u2028乙', '甲\u202e乙', '甲\u0007乙']) {
    const sent = await as(
      'supervisor-1',
      ['supervisor'],
      'POST',
      '/templates',
      {
        template: 'urge',
        fromOn: '2026-12-01',
        title: '催办函',
        lines: ['{department}：{subject}依{law}已逾期。', line],
      },
      { department: 'services', headers: { 'Idempotency-Key': nextKey() } },
    )
    expect([JSON.stringify(line), sent.status]).toEqual([JSON.stringify(line), 422])
  }
})

test('does whoever moved to another department still read what concerns the former one?', async () => {
  await dueNotice('moved', NOW, { person: await indexOf('mover') })
  await deliverNotices(await clockContext())
  const [message] = await rowsOf('SELECT id FROM inbox_messages')
  const own = must(await as('mover', ['handler'], 'GET', `/inbox/${message?.id}`), 200)
  expect(own.text).toContain('case-moved')
  const moved = await as('mover', ['handler'], 'GET', `/inbox/${message?.id}`, undefined, {
    department: 'transport',
  })
  expect(moved.text).not.toContain('case-moved')
})

const PROPOSAL = { scope: { kind: 'region' }, fromOn: '2026-12-01', untilOn: null, replaces: null }
const asSupervisor = (path: string, body: object) =>
  as('supervisor-1', ['supervisor'], 'POST', path, body, {
    department: 'services',
    headers: { 'Idempotency-Key': nextKey() },
  })
/** Guarantee: the door answers by its contract. */
const firstOf = (body: Answered['body']) =>
  (body.presets as readonly { readonly policy: object }[])[0]?.policy

const POLICY_NAME = ['督\n办', '督\u202e办', '督\u2028办']
test('are names in a policy refused that hold what nobody sees?', async () => {
  const { body } = must(await supervisor('/policies/presets'), 200)
  for (const name of POLICY_NAME)
    for (const part of [{ colourNames: { red: name } }, { posts: { '*': name } }]) {
      const { status } = await asSupervisor('/policies', {
        ...PROPOSAL,
        policy: { ...firstOf(body), ...part },
      })
      expect([part, status]).toEqual([part, 422])
    }
  must(await asSupervisor('/policies', { ...PROPOSAL, policy: firstOf(body) }), 201)
})

const BAD_QUERY = [
  'from=0000-01-01',
  'from=9999-12-31&until=9999-12-31',
  'until=0001-01-01',
  'from=2026-02-30',
  'limit=0',
  'limit=1e3',
  'limit=101',
  'limit=9007199254740993',
  'cursor=x',
  `cursor=${'9'.repeat(200)}`,
  'cursor=1.a.0123456789abcdef0123456789abcdef',
  'state=%00',
  'department=%ED%A0%80',
  'subject=%00',
  `subject=${'x'.repeat(5000)}`,
  'item=%F0%9F',
  'kind=monthly&kind=daily',
  'scope=item:',
  'scope=region:x',
  'asOf=9999-12-31',
  'due=never',
  '__proto__=1',
  'subject=%ED%A0%80',
  "subject=' OR 1=1 --",
  'subject=%F0%9F%98%80',
  'all=1',
  'unread=yes',
]
const LISTS = [
  'notices',
  'notices.csv',
  'cards',
  'cards.csv',
  'findings',
  'findings.csv',
  'clocks',
  'clocks.csv',
  'policies',
  'policies/presets',
  'templates',
  'bulletins',
  'inbox',
  'endpoints',
  'deliveries',
  'reports/supervisor',
  'reports/superior',
  'reports/superior.csv',
]
test('does no address of a list make a fault of ours?', async () => {
  const bad: string[] = []
  for (const list of LISTS)
    for (const query of BAD_QUERY) {
      const { status, text } = await supervisor(`/${list}?${query}`)
      if (status >= 500) bad.push(`${list}?${query.slice(0, 60)} ${status} ${text.slice(0, 80)}`)
    }
  expect(bad).toEqual([])
})

const IDS = [
  '0',
  '%00',
  '..%2f..',
  '9'.repeat(400),
  '00000000-0000-7000-8a00-ffffffffffff',
  '%ED%A0%80',
  'f'.repeat(32),
  '__proto__',
]
const POSTS: readonly (readonly [string, string, readonly unknown[]])[] = [
  ['notices', 'sign', [undefined, {}]],
  [
    'notices',
    'reply',
    [
      { text: '\ud800甲' },
      { text: '甲\u0000乙' },
      { text: 'x'.repeat(4001) },
      { text: '好的', files: ['x'] },
      { text: '好的', files: [2 ** 53] },
      [],
      null,
      '{"text":',
    ],
  ],
  [
    'notices',
    'review',
    [
      { outcome: 'accept', text: '\u0000\u0000' },
      { outcome: 'return', text: '请补充', replyOn: '9999-12-31' },
      { outcome: 'return', text: '请补充', replyOn: '0000-00-00' },
      { outcome: '__proto__' },
    ],
  ],
  ['notices', 'close', [{ reason: '\ud800\ud800' }, { reason: 2 ** 53 }]],
  ['cards', 'confirm', [{ reason: '\u0000\u0000' }, { reason: ['x'] }]],
  [
    'cards',
    'judge',
    [
      { outcome: 'uphold', reason: '\ud800\u202e' },
      { outcome: 'allow', reason: 'xx' },
    ],
  ],
  ['findings', 'end', [{ reason: '\u0000\u0000' }]],
  ['templates', 'publish', [undefined]],
  ['policies', 'publish', [undefined]],
  ['bulletins', 'publish', [{ digest: '\u0000' }, { digest: 'f'.repeat(64) }, {}]],
  ['bulletins', 'corrections', [{ reason: '\ud800' }]],
  ['endpoints', 'verify', [{ challenge: '\ud800' }]],
  ['endpoints', 'rotate', [{ endOverlap: 'yes' }, null]],
  ['deliveries', 'replay', [undefined]],
  ['reports/superior', 'replay', [undefined]],
]
test('does no id and no body of a step make a fault of ours?', async () => {
  const bad: string[] = []
  for (const [noun, verb, bodies] of POSTS) {
    const own =
      noun === 'notices'
        ? (
            await notice({
              receiver: 'supervisingBody',
              state: verb === 'review' ? 'replied' : verb === 'reply' ? 'signed' : 'open',
            })
          ).id
        : noun === 'cards'
          ? (await card({ state: verb === 'judge' ? 'appealed' : 'proposed' })).id
          : '1'
    for (const id of [...IDS, own])
      for (const body of bodies) {
        const token = await sign('supervisor-9', {
          ...official('supervisor', 'services'),
          roles: ['supervisor', 'admin'],
        })
        const answered = await ask(worker, token, 'POST', `${DESK}/${noun}/${id}/${verb}`, body)
        if (answered.status >= 500)
          bad.push(`${noun}/${id.slice(0, 40)}/${verb} ${JSON.stringify(body)} ${answered.status}`)
      }
  }
  expect(bad).toEqual([])
  expect(logged.join('\n')).not.toContain('甲')
})

test('is a policy or a text refused whose days no calendar has?', async () => {
  const { body } = must(await supervisor('/policies/presets'), 200)
  const text = { template: 'urge', title: '催办函', lines: ['{department}：{subject}依{law}已逾期。'] }
  for (const day of ['0001-01-01', '1850-06-30', '2200-01-01', '9999-12-31', '2026-02-30'])
    for (const [path, sent] of [
      ['/policies', { ...PROPOSAL, policy: firstOf(body), fromOn: day }],
      ['/policies', { ...PROPOSAL, policy: firstOf(body), untilOn: day }],
      ['/templates', { ...text, fromOn: day }],
    ] as const) {
      const { status } = await asSupervisor(path, sent)
      expect([path, day, status]).toEqual([path, day, 422])
    }
})

test('does no list read more than a thousand rows, the one that tells of the next page among them?', async () => {
  for (const list of LISTS.filter((each) => each.endsWith('.csv'))) {
    expect([list, (await supervisor(`/${list}?limit=1000`)).status]).toEqual([list, 422])
    expect([list, (await supervisor(`/${list}?limit=999`)).status]).toEqual([list, 200])
  }
})

const OUTSIDERS = [
  [[], 'services'],
  [['window'], 'transport'],
  [['handler'], 'transport'],
  [['head'], 'transport'],
  [['admin'], 'services'],
] as const
test('does nobody of another department, and no administrator, read a notice, a card or a file, or learn of it?', async () => {
  const told = await notice({ state: 'replied' })
  const drawn = await card()
  for (const [roles, department] of OUTSIDERS)
    for (const path of [
      told.path,
      `${told.path}/document`,
      `${told.path}/files/${newId()}`,
      drawn.path,
      `${drawn.path}/document`,
      `/notices?subject=case-${told.id}`,
      `/cards.csv?subject=case-${drawn.id}`,
    ]) {
      const { status, text } = await as('outsider', roles, 'GET', path, undefined, { department })
      expect([
        path,
        status < 500,
        text.includes(`case-${told.id}`),
        text.includes(`case-${drawn.id}`),
      ]).toEqual([path, true, false, false])
      if (!path.includes('?')) expect([403, 404]).toContain(status)
    }
  for (const verb of ['sign', 'reply', 'review', 'close'])
    expect(
      (await as('auditor-1', ['auditor'], 'POST', `${told.path}/${verb}`, { text: '好的', ...REASON }))
        .status,
    ).toBe(403)
  for (const verb of ['confirm', 'dismiss', 'appeal', 'judge', 'revoke'])
    expect((await as('auditor-1', ['auditor'], 'POST', `${drawn.path}/${verb}`, REASON)).status).toBe(403)
})

test('do two appeals, two judgements and a judgement beside a withdrawal leave one step each?', async () => {
  const { id, path } = await card({ state: 'standing' })
  const appeals = await Promise.all(
    ['head-1', 'head-2'].map((subject) => as(subject, ['head'], 'POST', `${path}/appeal`, REASON)),
  )
  expect(appeals.map(({ status }) => status).toSorted()).toEqual([200, 409])
  const judged = await Promise.all([
    supervisor(`${path}/judge`, { outcome: 'uphold', ...REASON }, 's-1'),
    supervisor(`${path}/judge`, { outcome: 'revoke', ...REASON }, 's-2'),
  ])
  expect(judged.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect(await rowsOf('SELECT seq FROM card_steps WHERE card = ? ORDER BY seq', id)).toEqual([
    { seq: 1 },
    { seq: 2 },
  ])
})
