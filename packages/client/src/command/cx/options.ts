/** What was typed behind `tongban cx`, read strictly. */
import { parseArgs } from 'node:util'
import { isThisMachine, Trouble } from '../options.ts'

export const CX_USAGE = `tongban cx keygen --region <代码> --out <文件>      生成密钥文件（0600），显示公钥指纹 make a key file and show the thumbprints
tongban cx ping <网址> [--keys <文件>]              能力说明、公钥指纹、时钟之差；有密钥时另试签名 discovery, thumbprints, clock; with keys a signed echo
tongban cx propose <网址> <协议.json> --keys <文件>  提出协议，或者查看其现状 propose an agreement, or see how it stands
tongban cx submit <网址> <申请.json> --keys <文件>   移送一个办件 hand a case over
tongban cx status <网址> <办件编号> --keys <文件>    时间线和链头 timeline and head of a case
tongban cx evidence <网址> <办件编号> --keys <文件> [--out <文件>]
tongban cx evidence <文件>                          取证据包并离线核验 take the evidence of a case and verify it offline
tongban cx replay <网址> <消息编号>                  重发死信（本地区工作人员，令牌在 TONGBAN_TOKEN 中）send a dead letter again, as an official

  <网址 URL>          对方交换地址 base URL of the exchange: https://cx.example.gov.cn/exchange
  --keys <file>       密钥文件，也可用 TONGBAN_CX_KEYS the key file, or in the environment
  --region <code>     本地区六位区划代码 own region code
  --name <zh/en>      本地区名称 name of the own region: 双流区/Shuangliu
  --base-url <URL>    本地区交换地址 where partners reach the own exchange
  --office <code>     办理部门编码，可重复；不写为 * department whose mail the key opens, may be repeated
  --add               在已有密钥文件中增加密钥（更换密钥时并存）add keys beside those of the file, for a rotation
  --thumbprint <t>    对方公钥指纹，可重复：首次联系时只认这些 thumbprints of the partner's keys, may be repeated
  --out <file>        写入的文件 file to write
  --json              答复为 JSON

退出码 exit code: 0 成功 done, 1 对方拒绝或者证据不成立 refused, or the evidence does not hold, 2 无法进行或用法有误 cannot, or wrongly used`

type Of<Verb extends string, More> = { readonly verb: Verb; readonly json: boolean } & More
type Met = { readonly url: string; readonly keys: string; readonly thumbprints: readonly string[] }
export type CxOptions =
  | Of<
      'keygen',
      {
        readonly region: string | undefined
        readonly name: { readonly zh: string; readonly en: string } | undefined
        readonly baseUrl: string | undefined
        readonly offices: readonly string[]
        readonly out: string
        readonly add: boolean
      }
    >
  | Of<
      'ping',
      { readonly url: string; readonly keys: string | undefined; readonly thumbprints: readonly string[] }
    >
  | Of<'propose' | 'submit', Met & { readonly file: string }>
  | Of<'status', Met & { readonly caseNumber: string }>
  | Of<'evidence', Met & { readonly caseNumber: string; readonly out: string | undefined }>
  | Of<'verify', { readonly file: string; readonly thumbprints: readonly string[] }>
  | Of<'replay', { readonly url: string; readonly id: string; readonly token: string }>
  | Of<'help', unknown>

type Environment = Readonly<Record<string, string | undefined>>
type Values = ReturnType<typeof parsed>['values']

export function readCxOptions(args: readonly string[], environment: Environment): CxOptions {
  const { values, positionals } = parsed(args)
  const { json, thumbprint: thumbprints } = values
  if (values.help) return { verb: 'help', json }
  const [verb, ...rest] = positionals
  const keys = values.keys ?? environment.TONGBAN_CX_KEYS
  const met = (url: string): Met => {
    if (keys === undefined)
      throw wrong('请用 --keys 给出密钥文件', 'give the key file by --keys, or in TONGBAN_CX_KEYS')
    return { url: baseUrlOf(url), keys, thumbprints }
  }
  const [first, second] = rest
  switch (verb) {
    case 'keygen':
      if (rest.length > 0) break
      return { verb, json, ...keygenOf(values, keys) }
    case 'ping':
      if (first === undefined || rest.length > 1) break
      return { verb, json, url: baseUrlOf(first), keys, thumbprints }
    case 'propose':
    case 'submit':
      if (first === undefined || second === undefined || rest.length > 2) break
      return { verb, json, ...met(first), file: second }
    case 'status':
      if (first === undefined || second === undefined || rest.length > 2) break
      return { verb, json, ...met(first), caseNumber: second }
    case 'evidence':
      if (first === undefined || rest.length > 2) break
      if (second === undefined) return { verb: 'verify', json, file: first, thumbprints }
      return { verb, json, ...met(first), caseNumber: second, out: values.out }
    case 'replay':
      if (first === undefined || second === undefined || rest.length > 2) break
      return { verb, json, url: baseUrlOf(first), id: second, token: tokenOf(environment) }
  }
  throw wrong(`没有命令 cx ${positionals.join(' ')}`, `there is no command cx ${positionals.join(' ')}`)
}

function keygenOf(values: Values, keys: string | undefined) {
  const out = values.out ?? (values.add ? keys : undefined)
  if (out === undefined) throw wrong('请用 --out 给出要写入的文件', 'give the file to write by --out')
  if (!values.add && !/^[1-9]\d{5}$/.test(values.region ?? ''))
    throw wrong('--region 应为六位区划代码', '--region is a region code of six digits')
  const [zh, en] = values.name?.split('/') ?? []
  return {
    region: values.region,
    name: zh === undefined ? undefined : { zh, en: en ?? zh },
    baseUrl: values['base-url'] === undefined ? undefined : baseUrlOf(values['base-url']),
    offices: values.office,
    out,
    add: values.add,
  }
}

function tokenOf({ TONGBAN_TOKEN: token }: Environment): string {
  if (token !== undefined && token !== '') return token
  throw wrong('请把工作人员的令牌放在 TONGBAN_TOKEN 中', 'put the token of an official into TONGBAN_TOKEN')
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: withThumbprintsJoined(args),
      allowPositionals: true,
      options: {
        keys: { type: 'string' },
        region: { type: 'string' },
        name: { type: 'string' },
        'base-url': { type: 'string' },
        office: { type: 'string', multiple: true, default: [] },
        add: { type: 'boolean', default: false },
        thumbprint: { type: 'string', multiple: true, default: [] },
        out: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown
    throw wrong('有不认识的选项，或者缺少值', thrown.message)
  }
}

/** One thumbprint in sixty-four begins with a hyphen, which is otherwise read as another option. */
const withThumbprintsJoined = (args: readonly string[]): string[] =>
  args.flatMap((each, at) => {
    if (args[at - 1] === '--thumbprint') return []
    return each === '--thumbprint' && args[at + 1] !== undefined ? [`${each}=${args[at + 1]}`] : [each]
  })

/** The base URL as it is signed: of an origin alone, where this project serves it. */
function baseUrlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw wrong(`${text} 不是网址`, `${text} is no address such as https://cx.example.gov.cn/exchange`)
  if (url.protocol === 'http:' && !isThisMachine(url))
    throw wrong(
      `${text} 未加密，只有本机可以用 http`,
      `${text} is not encrypted; http is for this machine only`,
    )
  return url.pathname === '/' ? `${url.origin}/exchange` : `${url.origin}${url.pathname.replace(/\/$/, '')}`
}

const wrong = (zh: string, en: string) =>
  new Trouble(`用法有误：${zh}。`, `Wrongly used: ${en}.`, `${CX_USAGE}\n`)
