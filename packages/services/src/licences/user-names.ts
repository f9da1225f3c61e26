import { apiKeyById } from '@tongban/store'
import type { Text } from '@tongban/verifier'
import type { Context } from '../context.ts'
import { readNames } from '../presentations/read-names.ts'

/**
 * Who used a licence, as its holder is told: an official by department and post, an app by its name and the purpose it
 * has registered. No person is named; auditors are told as what an official used it, and a pseudonym that is the same
 * for one person wherever it stands.
 */
export type UserName = Text & {
  readonly kind: string
  readonly department: string | null
  /** Of an official, where it is known. */
  readonly post: string | null
  /** To auditors alone; null to everybody else. */
  readonly roles: readonly string[] | null
  readonly subject: string | null
  /** What the app is registered for; null for everybody else. */
  readonly purpose: string | null
}
type User = {
  readonly kind: string
  readonly subject: string
  readonly department: string | null
  readonly post: string | null
  /** JSON list. */
  readonly roles: string | null
}

export async function namesOfUsers(
  ctx: Pick<Context, 'database' | 'region'>,
  users: readonly User[],
  isAuditor = false,
): Promise<(user: User) => UserName> {
  const keyIds = [...new Set(users.flatMap(({ kind, subject }) => (kind === 'app' ? [subject] : [])))]
  const found =
    keyIds.length === 0 ? [] : await ctx.database.read(keyIds.map((keyId) => apiKeyById({ keyId })))
  const apps = new Map(found.flatMap((rows) => rows.map((row) => [row.keyId, row] as const)))
  return ({ kind, subject, department, post, roles }) => {
    const app = kind === 'app' ? apps.get(subject) : undefined
    const organ = ctx.region.departments.find(({ code }) => code === department)?.name
    const name: Text = app === undefined ? (organ ?? KINDS[kind] ?? OTHER) : { zh: app.name, en: app.name }
    const audited = isAuditor && kind === 'official'
    return {
      kind,
      zh: name.zh,
      en: name.en,
      department,
      post,
      roles: audited && roles !== null ? readNames(roles) : null,
      subject: audited ? subject : null,
      purpose: app?.purpose ?? null,
    }
  }
}

const KINDS: Readonly<Record<string, Text>> = {
  applicant: { zh: '持证人或者其他实名用户', en: 'its holder or another signed-in person' },
  nobody: { zh: '未登录的核验人', en: 'somebody who was not signed in' },
  machine: { zh: '自动审批', en: 'the automatic decision' },
  official: { zh: '工作人员', en: 'an official' },
}
const OTHER: Text = { zh: '其他系统', en: 'another system' }
