import { type Clock, fail, type Json, ok, type Result } from '@tongban/kernel'
import * as z from 'zod'
import {
  filled,
  httpProvider,
  type ProviderConfig,
  type ProviderPorts,
  providerSchema,
} from './http-provider.ts'
import type { Delivery } from './notifier.ts'
import { readHosts, type TargetRules } from './registered-target.ts'
import { httpsResolver, type Resolver } from './resolver.ts'

/**
 * The ways by which supervision reaches people outside this site, by the region's configuration: signed webhooks to
 * registered hosts, e-mail, SMS. What is not configured is off, and says so where somebody would register it.
 */
export type Mail = {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
}
/** Which of the region's approved SMS templates, with what fills it. */
export const SMS_TEMPLATES = ['digest', 'verification'] as const
export type SmsTemplate = (typeof SMS_TEMPLATES)[number]
export type Sms = {
  readonly id: string
  readonly to: string
  readonly template: SmsTemplate
  readonly params: Readonly<Record<string, string | number>>
}

export type Channels = {
  /** Null: no host is registered. */
  readonly webhook: (TargetRules & ProviderPorts) | null
  readonly email: ((mail: Mail) => Promise<Delivery>) | null
  readonly sms: ((sms: Sms) => Promise<Delivery>) | null
  /** How the receipts of the providers are read, and by which keys they are signed. */
  readonly receipts: {
    readonly [channel in 'email' | 'sms']: {
      readonly keys: readonly string[]
      readonly mapping: NonNullable<ProviderConfig['receipt']> | null
    }
  }
}

const from = z.string().min(3).max(200)
const emailSchema = providerSchema.extend({ from })
/** The platform's own binding `EMAIL`. */
const boundSchema = z.strictObject({ binding: z.literal(true), from })
const smsTemplate = z.strictObject({ id: z.string().min(1).max(100), params: z.json() })
const smsSchema = providerSchema.extend({
  templates: z.strictObject({ digest: smsTemplate, verification: smsTemplate }),
})
const secretsSchema = z.object({
  /** Secret of the e-mail and of the SMS provider. */
  email: z.string().optional(),
  sms: z.string().optional(),
  /** Keys `whsec_…` their receipts are signed by. */
  receipts: z
    .object({ email: z.array(z.string()).optional(), sms: z.array(z.string()).optional() })
    .optional(),
})

export type ChannelSettings = {
  readonly TONGBAN_ENVIRONMENT: 'development' | 'production'
  readonly TONGBAN_WEBHOOK_HOSTS?: string | undefined
  readonly TONGBAN_RESOLVER_URL?: string | undefined
  readonly TONGBAN_EMAIL_PROVIDER?: string | undefined
  readonly TONGBAN_SMS_PROVIDER?: string | undefined
  readonly TONGBAN_OUTBOUND_KEYS: string
  readonly EMAIL?: Pick<SendEmail, 'send'> | undefined
}
export type ChannelPorts = ProviderPorts & { readonly clock: Clock; readonly resolver?: Resolver }

/** Null where the region has configured none of them. Names the variable that is wrong, never its value. */
export function openChannels(env: ChannelSettings, ports: ChannelPorts): Result<Channels | null, string> {
  const secrets = secretsSchema.safeParse(JSON.parse(env.TONGBAN_OUTBOUND_KEYS))
  if (!secrets.success) return fail('TONGBAN_OUTBOUND_KEYS: email, sms or receipts')
  const webhook = webhookOf(env, ports)
  if (!webhook.ok) return webhook
  const email = emailOf(env, secrets.data.email, ports)
  if (!email.ok) return email
  const sms = smsOf(env, secrets.data.sms, ports)
  if (!sms.ok) return sms
  if (webhook.value === null && email.value === null && sms.value === null) return ok(null)
  const { receipts = {} } = secrets.data
  const read = (
    channel: 'email' | 'sms',
    config: { readonly receipt: ProviderConfig['receipt'] } | null,
  ) => ({
    keys: receipts[channel] ?? [],
    mapping: config?.receipt ?? null,
  })
  return ok({
    webhook: webhook.value,
    email: email.value?.send ?? null,
    sms: sms.value?.send ?? null,
    receipts: { email: read('email', email.value), sms: read('sms', sms.value) },
  })
}

function webhookOf(env: ChannelSettings, ports: ChannelPorts): Result<Channels['webhook'], string> {
  const { TONGBAN_WEBHOOK_HOSTS: list, TONGBAN_RESOLVER_URL: url, TONGBAN_ENVIRONMENT: environment } = env
  if (list === undefined) return ok(null)
  const hosts = readHosts(list)
  if (!hosts.ok) return fail('TONGBAN_WEBHOOK_HOSTS')
  // The resolver is the region's own choice and may well stand inside its network: only its form is looked at.
  if (url !== undefined && URL.parse(url)?.protocol !== 'https:' && environment === 'production')
    return fail('TONGBAN_RESOLVER_URL')
  const resolver = ports.resolver ?? (url === undefined ? null : httpsResolver(url, ports))
  return ok({ ...ports, environment, hosts: hosts.value, resolver })
}

type Provided<M> = {
  readonly send: (message: M) => Promise<Delivery>
  readonly receipt: ProviderConfig['receipt']
} | null

function emailOf(
  env: ChannelSettings,
  secret: string | undefined,
  ports: ChannelPorts,
): Result<Provided<Mail>, string> {
  const { TONGBAN_EMAIL_PROVIDER: text, TONGBAN_ENVIRONMENT: environment, EMAIL } = env
  if (text === undefined) return ok(null)
  const value = jsonOf(text)
  const bound = boundSchema.safeParse(value)
  if (bound.success) {
    if (EMAIL === undefined) return fail('EMAIL: the binding is missing')
    return ok({ send: boundMail(EMAIL, bound.data.from), receipt: undefined })
  }
  const config = emailSchema.safeParse(value)
  if (!config.success) return fail(wrong('TONGBAN_EMAIL_PROVIDER', config.error))
  const { from, ...provider } = config.data
  const post = httpProvider(provider, secret, ['to', 'from', 'subject', 'text', 'id'], ports, environment)
  if (!post.ok) return fail(`TONGBAN_EMAIL_PROVIDER: ${post.failure}`)
  const send = ({ id, ...mail }: Mail) => post.value(id, { from, ...mail })
  return ok({ send, receipt: provider.receipt })
}

/** The Workers binding. It says no more than that it failed: a refusal that lasts becomes a dead letter in time. */
const boundMail =
  (binding: Pick<SendEmail, 'send'>, from: string) =>
  async ({ to, subject, text }: Mail): Promise<Delivery> => {
    try {
      const { messageId } = await binding.send({ from, to, subject, text })
      return { state: 'delivered', status: 202, ...(messageId ? { providerId: messageId } : {}) }
    } catch {
      return { state: 'retry', reason: 'email binding' }
    }
  }

function smsOf(
  env: ChannelSettings,
  secret: string | undefined,
  ports: ChannelPorts,
): Result<Provided<Sms>, string> {
  const { TONGBAN_SMS_PROVIDER: text, TONGBAN_ENVIRONMENT: environment } = env
  if (text === undefined) return ok(null)
  const config = smsSchema.safeParse(jsonOf(text))
  if (!config.success) return fail(wrong('TONGBAN_SMS_PROVIDER', config.error))
  const { templates, ...provider } = config.data
  const post = httpProvider(provider, secret, ['to', 'template', 'params', 'id'], ports, environment)
  if (!post.ok) return fail(`TONGBAN_SMS_PROVIDER: ${post.failure}`)
  const send = ({ id, to, template, params }: Sms) => {
    const chosen: { readonly id: string; readonly params: Json } = templates[template]
    return post.value(id, { to, template: chosen.id, params: filled(chosen.params, params) })
  }
  return ok({ send, receipt: provider.receipt })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Then it is no configuration, and the schema says so.
    return undefined
  }
}

const wrong = (name: string, error: z.ZodError): string =>
  `${name}: ${[...new Set(error.issues.map(({ path }) => path.join('.') || 'not in its form'))].join(', ')}`

/** Where an endpoint of this channel could not be reached by anything now: what has to be configured. */
export const CHANNEL_SETTINGS = {
  webhook: {
    zh: '接收主机名单（TONGBAN_WEBHOOK_HOSTS）',
    en: 'the list of receiving hosts (TONGBAN_WEBHOOK_HOSTS)',
  },
  email: {
    zh: '电子邮件服务（TONGBAN_EMAIL_PROVIDER）',
    en: 'a provider of e-mail (TONGBAN_EMAIL_PROVIDER)',
  },
  sms: { zh: '短信服务（TONGBAN_SMS_PROVIDER）', en: 'a provider of SMS (TONGBAN_SMS_PROVIDER)' },
} as const
export type ChannelName = keyof typeof CHANNEL_SETTINGS
export const CHANNEL_NAMES = ['webhook', 'email', 'sms'] as const satisfies readonly ChannelName[]

export const isChannel = (name: string): name is ChannelName => Object.hasOwn(CHANNEL_SETTINGS, name)
