import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** What was typed, read strictly: an option nobody knows, or a value that means nothing, is told and nothing is done. */

export const USAGE = `tongban verify <文件|代码|网址|-> …          核验电子证照 verify licences
tongban trust fetch <网址 origin>             取信任名单，首次取时固定其签名公钥 fetch a trust bundle; its key is pinned at the first time
tongban trust show                            已固定的公钥 pinned keys
tongban cx …                                  跨域通办 exchange between regions: tongban cx --help

verify:
  <文件 file>         *.licence.json、申请的答复 answer of an application，- 为标准输入 is standard input
  <代码 code>         证照文本 credential、纸质码 paper code、亮证码 one-time code（联网 online）
  --offline           不联网，只用已存的信任名单和状态列表 no network: the trust bundle and status lists at hand alone
  --bundle <file>     用该信任名单 use this trust bundle; --thumbprint 指明其公钥 names its key
  --allow-old-bundle  比已存的旧也用 even if it is older than the kept one; 已知吊销的公钥仍不算数 keys known to be revoked do not count
  --list <file>       用该状态列表，可重复 use this status list, may be repeated
  --at <time>         按该时刻核验 as of this instant: 2026-11-22 或 or 2026-11-22T09:00:00+08:00
  --ask <origin>      由该地区在线核验（状态不超过一秒）ask that region, whose status is at most a second old;
                      应用的密钥放在环境变量 TONGBAN_API_KEY 中 an app's key is in the environment as TONGBAN_API_KEY
  --json              答复为 JSON

trust fetch:
  --lists             一并取全部状态列表，供离线核验 all status lists as well, for verifying offline
  --thumbprint <t>    只接受此指纹的公钥，并重新固定 accept this key alone, and pin it anew

  --cache <folder>    存放公钥、清单、列表之处 where keys, bundles and lists are kept
  --help

退出码 exit code: 0 全部有效 all valid, 1 有无效的 some not valid, 2 无法判断或用法有误 cannot tell, or wrongly used`

export type VerifyOptions = {
  readonly command: 'verify'
  readonly inputs: readonly string[]
  readonly offline: boolean
  readonly bundle: string | undefined
  readonly thumbprint: string | undefined
  readonly allowOldBundle: boolean
  readonly lists: readonly string[]
  readonly at: number | undefined
  readonly ask: string | undefined
  readonly json: boolean
  readonly cache: string
}
export type FetchOptions = {
  readonly command: 'trust fetch'
  readonly origin: string
  readonly lists: boolean
  readonly thumbprint: string | undefined
  readonly cache: string
}
export type ShowOptions = { readonly command: 'trust show'; readonly cache: string }
export type Options = VerifyOptions | FetchOptions | ShowOptions | { readonly command: 'help' }

/** What a person can put right: said, and answered by exit code 2. */
export class Trouble extends Error {
  override readonly name = 'Trouble'
  readonly zh: string
  readonly en: string
  /** Words of our own that follow, line by line. */
  readonly help: string

  constructor(zh: string, en: string, help = '') {
    super(en)
    this.zh = zh
    this.en = en
    this.help = help
  }
}

type Environment = Readonly<Record<string, string | undefined>>

export function readOptions(args: readonly string[], environment: Environment): Options {
  const { values, positionals } = parsed(args)
  if (values.help) return { command: 'help' }
  const [command, ...rest] = positionals
  const cache = values.cache ?? cacheFolder(environment)
  const { offline, bundle, thumbprint, json } = values
  if (command === 'verify') {
    refuse(values, ['lists'])
    if (rest.length === 0) throw wrong('没有说明核验什么', 'say what is to be verified')
    const ask = values.ask === undefined ? undefined : originOf(values.ask)
    if (
      ask !== undefined &&
      (offline || bundle !== undefined || values.list.length > 0 || values.at !== undefined)
    )
      throw wrong('--ask 不能与离线核验的选项同用', '--ask does not go with the options of verifying here')
    if (thumbprint !== undefined && bundle === undefined)
      throw wrong('--thumbprint 须与 --bundle 同用', '--thumbprint goes with --bundle')
    const allowOldBundle = values['allow-old-bundle']
    if (allowOldBundle && bundle === undefined)
      throw wrong('--allow-old-bundle 须与 --bundle 同用', '--allow-old-bundle goes with --bundle')
    const at = values.at === undefined ? undefined : instantOf(values.at)
    const { list: lists } = values
    const given = { bundle, thumbprint, allowOldBundle, lists }
    return { command, inputs: rest, offline, ...given, at, ask, json, cache }
  }
  const [verb, origin, ...more] = rest
  if (command === 'trust' && verb === 'fetch' && origin !== undefined && more.length === 0) {
    refuse(values, ONLY_VERIFY)
    return { command: 'trust fetch', origin: originOf(origin), lists: values.lists, thumbprint, cache }
  }
  if (command === 'trust' && verb === 'show' && origin === undefined) {
    refuse(values, [...ONLY_VERIFY, 'lists', 'thumbprint'])
    return { command: 'trust show', cache }
  }
  if (command === undefined) throw wrong('没有写明命令', 'no command is given')
  throw wrong(`没有命令 ${positionals.join(' ')}`, `there is no command ${positionals.join(' ')}`)
}

const ONLY_VERIFY = ['offline', 'bundle', 'allow-old-bundle', 'list', 'at', 'ask', 'json'] as const

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: withThumbprintJoined(args),
      allowPositionals: true,
      options: {
        offline: { type: 'boolean', default: false },
        bundle: { type: 'string' },
        list: { type: 'string', multiple: true, default: [] },
        at: { type: 'string' },
        ask: { type: 'string' },
        json: { type: 'boolean', default: false },
        lists: { type: 'boolean', default: false },
        thumbprint: { type: 'string' },
        'allow-old-bundle': { type: 'boolean', default: false },
        cache: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown
    throw wrong('有不认识的选项，或者缺少值', thrown.message)
  }
}

/** One thumbprint in sixty-four begins with a hyphen, which is otherwise read as another option. */
function withThumbprintJoined(args: readonly string[]): string[] {
  const at = args.indexOf('--thumbprint')
  const print = args[at + 1]
  if (at < 0 || print === undefined || !/^[\w-]{43}$/.test(print)) return [...args]
  return [...args.slice(0, at), `--thumbprint=${print}`, ...args.slice(at + 2)]
}

/** An option that another command has would otherwise be passed over in silence. */
function refuse(values: ReturnType<typeof parsed>['values'], names: readonly (keyof typeof values)[]): void {
  const given = names.find((name) => {
    const value = values[name]
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false
  })
  if (given !== undefined) throw wrong(`--${given} 不用于此命令`, `--${given} is no option of this command`)
}

const wrong = (zh: string, en: string) =>
  new Trouble(`用法有误：${zh}。`, `Wrongly used: ${en}.`, `${USAGE}\n`)

/** An origin; what follows it in an address is not taken for granted. */
function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw wrong(`${text} 不是网址`, `${text} is no address such as https://licences.example`)
  if (url.protocol === 'http:' && !isThisMachine(url))
    throw wrong(
      `${text} 未加密，只有本机可以用 http`,
      `${text} is not encrypted; http is for this machine only`,
    )
  return url.origin
}

export const isThisMachine = ({ hostname }: URL) =>
  /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)

const DAY = /^\d{4}-\d{2}-\d{2}$/
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/

/** A day is its beginning in Asia/Shanghai; an instant says its own offset. */
function instantOf(text: string): number {
  const day = text.slice(0, 10)
  const at = DAY.test(text) ? `${text}T00:00:00+08:00` : INSTANT.test(text) ? text : ''
  // Date.parse takes the 31st of February for the 3rd of March.
  if (Number.isNaN(Date.parse(at)) || new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day)
    throw wrong(`${text} 不是时刻`, `${text} is no day or instant with its offset`)
  return Date.parse(at)
}

function cacheFolder(environment: Environment): string {
  const { XDG_CACHE_HOME } = environment
  if (XDG_CACHE_HOME?.startsWith('/')) return resolve(XDG_CACHE_HOME, 'tongban')
  const own = process.platform === 'darwin' ? 'Library/Caches' : '.cache'
  return resolve(environment.HOME ?? homedir(), own, 'tongban')
}
