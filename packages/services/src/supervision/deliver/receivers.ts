import { type Failure, fail, holdsRole, type Official, ok, type Result, type Role } from '@tongban/kernel'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { officialIndex, staffNames } from '../../staff/names.ts'

/**
 * To whom supervision speaks: an official, whoever holds a post of a department, the head of a department, or the supervising
 * body of the region. Each has one key, under which its messages and its endpoints are found; an official is a blind index.
 */
export type ReceiverInput =
  | { readonly kind: 'person'; readonly subject: string }
  | { readonly kind: 'post'; readonly department: string; readonly post: string }
  | { readonly kind: 'departmentHead'; readonly department: string }
  | { readonly kind: 'supervisingBody' }

/** The receiver as people see it; of an official the name, where the region's list of staff has one. */
export type ReceiverView = {
  readonly kind: ReceiverInput['kind']
  readonly zh: string
  readonly en: string
  readonly department: string | null
  readonly post: string | null
  readonly name: string | null
}

const KINDS = {
  person: { zh: '承办人员', en: 'official' },
  post: { zh: '责任岗位', en: 'post' },
  departmentHead: { zh: '部门负责人', en: 'head of department' },
  supervisingBody: { zh: '监察机构', en: 'supervising body' },
} as const satisfies Record<ReceiverInput['kind'], { readonly zh: string; readonly en: string }>

const BODY = 'body'

/** The key of a receiver that exists in this region. */
export async function receiverKey(
  { region, keys }: Pick<Context, 'region' | 'keys'>,
  input: ReceiverInput,
): Promise<Result<string, Failure>> {
  if (input.kind === 'supervisingBody') return ok(BODY)
  if (input.kind === 'person') {
    const isStaff = region.departments.some(({ staff }) =>
      staff.some(({ subject }) => subject === input.subject),
    )
    return isStaff
      ? ok(`person:${await officialIndex(keys, input.subject)}`)
      : fail({ code: 'invalidInput', errors: [NO_OFFICIAL] })
  }
  if (!region.departments.some(({ code }) => code === input.department))
    return fail({ code: 'invalidInput', errors: [NO_DEPARTMENT] })
  return ok(
    input.kind === 'departmentHead' ? `head:${input.department}` : `post:${input.department}/${input.post}`,
  )
}

const NO_OFFICIAL = {
  pointer: '/receiver/subject',
  zh: '本地区工作人员名单中没有此人。请核对其登录标识。',
  en: 'There is no such person on this region’s list of staff. Check the subject.',
}
const NO_DEPARTMENT = {
  pointer: '/receiver/department',
  zh: '本地区没有该部门。',
  en: 'There is no such department in this region.',
}

const KEY = /^(?:(person|head):([^/]+)|post:([^/]+)\/(.+)|body)$/

/** Describes receivers by their keys; the list of staff is read once, and only where an official is among them. */
export function receiverViewer(ctx: Context): (key: string) => Promise<ReceiverView> {
  let staff: ReturnType<typeof whereabouts> | undefined
  return async (key) => {
    const [, kind, of = '', department, post] = KEY.exec(key) ?? []
    const none = { department: null, post: null, name: null }
    if (department !== undefined)
      return { kind: 'post', ...KINDS.post, ...none, department, post: post ?? null }
    if (kind === 'head') return { kind: 'departmentHead', ...KINDS.departmentHead, ...none, department: of }
    if (kind !== 'person') return { kind: 'supervisingBody', ...KINDS.supervisingBody, ...none }
    staff ??= whereabouts(ctx)
    return { kind, ...KINDS.person, ...none, ...(await staff).get(of) }
  }
}

/** Department and name of everybody on the region’s list of staff, by index. */
async function whereabouts(ctx: Context) {
  const lists = await Promise.all(
    ctx.region.departments.map(async ({ code }) =>
      [...(await staffNames(ctx, code))].map(
        ([index, { name }]) => [index, { department: code, name }] as const,
      ),
    ),
  )
  return new Map(lists.flat())
}

/** Who stands for the posts of a department: those who hold the steps of its cases and of its mending, and its head. */
const AT_POSTS: readonly Role[] = ['window', 'handler', 'chief', 'head', 'rectifier', 'callback']

/** Whose messages an official may read: keys, and the posts of the own department from and before a key. */
export type Mailboxes = {
  readonly receivers: string
  readonly postsFrom: string
  readonly postsBefore: string
}

export async function mailboxesOf(ctx: Context): Promise<Result<Mailboxes, Failure>> {
  const { actor } = ctx
  if (actor.kind !== 'official') return fail({ code: 'notAllowed', need: '工作人员 official' })
  const own = [
    `person:${await actorIndex(ctx.keys, actor)}`,
    ...(holdsRole(actor, 'head') ? [`head:${actor.department}`] : []),
    ...(holdsRole(actor, 'supervisor') ? [BODY] : []),
  ]
  const posts = postsOf(actor)
  return ok({ receivers: JSON.stringify(own), ...posts })
}

/** A key with `0`, which follows `/`, is behind every key of the department's posts. */
const postsOf = (actor: Official) =>
  holdsRole(actor, ...AT_POSTS)
    ? { postsFrom: `post:${actor.department}/`, postsBefore: `post:${actor.department}0` }
    : { postsFrom: '', postsBefore: '' }

/** Whether a message of this receiver is in one of the mailboxes. */
export function isIn({ receivers, postsFrom, postsBefore }: Mailboxes, receiver: string): boolean {
  const own: unknown = JSON.parse(receivers)
  return (Array.isArray(own) && own.includes(receiver)) || (receiver >= postsFrom && receiver < postsBefore)
}
