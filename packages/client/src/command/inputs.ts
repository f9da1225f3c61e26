/**
 * What was given to be verified: a licence file, the answer of an application with its licences, the bare text of a
 * credential, a paper code, a one-time code, or an address that holds one of the codes. Told apart by what it says of
 * itself, never by the name of a file.
 */
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import {
  type DetachedSignature,
  MAX_CREDENTIAL_CHARACTERS,
  PAPER_PREFIX,
  parseIdentifier,
} from '@tongban/verifier'
import { parseJson } from '../request.ts'
import type { FileSays } from './file-says.ts'
import { faultOf } from './one-input.ts'
import { Trouble } from './options.ts'

export type Shown =
  | {
      readonly kind: 'credential'
      readonly credential: string
      readonly signatures: readonly DetachedSignature[]
      /** What the file says beside it, where it was one. */
      readonly says?: FileSays
    }
  | { readonly kind: 'paper'; readonly text: string }
  /** `origin` is where the code says it is to be asked. */
  | { readonly kind: 'code'; readonly code: string; readonly origin: string | undefined }

export type Input = { readonly name: string; readonly shown: Shown | Trouble }

/** A file of a hundred licences is below a megabyte. */
const MAX_BYTES = 16 * 1024 * 1024

export async function readInput(argument: string, stdin: () => Promise<string>): Promise<readonly Input[]> {
  try {
    if (argument === '-') return shownIn('-', await stdin())
    const text = await textOfFile(argument)
    return text === undefined ? shownIn(shortened(argument), argument) : shownIn(basename(argument), text)
  } catch (thrown) {
    return [{ name: shortened(argument), shown: faultOf(thrown) }]
  }
}

/** `undefined`: no such file, so that the argument is the thing itself. */
async function textOfFile(path: string): Promise<string | undefined> {
  // A path longer than any name of a file is a licence that was pasted.
  const found = await stat(path).catch((thrown: NodeJS.ErrnoException) => {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'].includes(thrown.code ?? ''))
      return undefined
    throw unreadable(path, thrown.message)
  })
  if (found === undefined) return undefined
  if (!found.isFile()) throw unreadable(path, '不是文件 not a file')
  if (found.size > MAX_BYTES) throw unreadable(path, `超过 over ${MAX_BYTES} bytes`)
  return readFile(path, 'utf8').catch((thrown: Error) => {
    throw unreadable(path, thrown.message)
  })
}

const unreadable = (path: string, why: string) =>
  new Trouble(`读不了 ${path}：${why}。`, `${path} cannot be read: ${why}.`)

const CREDENTIAL = /^[\w-]+\.[\w-]+\.[\w-]+~[\w.~-]*$/
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/

function shownIn(name: string, content: string): readonly Input[] {
  const text = content.trim()
  if (text.startsWith('{') || text.startsWith('[')) return shownInJson(name, text)
  if (text.length > MAX_CREDENTIAL_CHARACTERS) return [{ name, shown: tooLong() }]
  // A paper code may end in a space, which counts; the end of the line does not.
  if (text.startsWith(PAPER_PREFIX))
    return [{ name, shown: { kind: 'paper', text: content.trimStart().replace(/[\r\n]+$/, '') } }]
  return [{ name, shown: shownAs(text) }]
}

function shownAs(text: string): Shown | Trouble {
  if (CREDENTIAL.test(text) || JWT.test(text)) return { kind: 'credential', credential: text, signatures: [] }
  if (/^https?:/i.test(text)) return shownAt(text)
  if (CODE.test(text)) return { kind: 'code', code: text, origin: undefined }
  if (parseIdentifier(text) !== undefined)
    return new Trouble(
      '这是电子证照标识，单凭标识不能核验。请向持证人索取证照文件或亮证码；工作人员可凭事由按标识查询。',
      'This is the identifier of a licence, and an identifier alone proves nothing. Ask the holder for the licence or a one-time code; officials look identifiers up with a reason.',
    )
  if (/^\S+\.\w{2,5}$/.test(text)) return new Trouble(`没有文件 ${text}。`, `There is no file ${text}.`)
  return new Trouble(
    '这不是证照文件、证照文本、纸质码或者亮证码。',
    'This is no licence file, credential, paper code or one-time code.',
  )
}

/** 26 characters, as they are read out: in groups, in either case. */
const CODE = /^(?:[0-9A-Za-z][\s-]*){26}$/

/** An address as a code leads to: the code is its last part. In a QR code all of it is in capitals. */
function shownAt(address: string): Shown | Trouble {
  const url = URL.canParse(address) ? new URL(address) : undefined
  const [, code] = /^\/[Ll]\/([0-9A-Za-z-]+)$/.exec(url?.pathname ?? '') ?? []
  if (url !== undefined && code !== undefined && CODE.test(code))
    return { kind: 'code', code, origin: url.origin }
  return new Trouble(`${address} 里没有亮证码。`, `${address} holds no one-time code.`)
}

function shownInJson(name: string, text: string): readonly Input[] {
  const value = parseJson(text)
  if (value === undefined)
    return [{ name, shown: new Trouble(`${name} 不是完整的 JSON。`, `${name} is no JSON.`) }]
  const files = filesIn(value)
  if (files.length > MOST_LICENCES)
    return [
      {
        name,
        shown: new Trouble(
          `${name} 里的证照超过 ${MOST_LICENCES} 份，请分成几个文件。`,
          `${name} holds over ${MOST_LICENCES} licences; split it.`,
        ),
      },
    ]
  const several = files.length > 1
  if (files.length > 0)
    return files.map((file, index) => ({
      name: several ? `${name} #${index + 1}` : name,
      shown: shownAsFile(file),
    }))
  return [
    {
      name,
      shown: new Trouble(
        `${name} 里没有证照。申请没有当场批准，或者该事项不发证照。`,
        `${name} holds no licence: it was not granted at once, or the item issues none.`,
      ),
    },
  ]
}

type Group = Readonly<Record<string, unknown>>
const isGroup = (value: unknown): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const MOST_LICENCES = 10_000
/** A list of answers, each with a list; whoever nests deeper has something else. */
const MOST_LEVELS = 8

/** A licence file, a list of such, or anything with such a list in `licences`. */
function filesIn(value: unknown, level = 0): readonly Group[] {
  if (level === MOST_LEVELS) return []
  if (Array.isArray(value)) return value.flatMap((each) => filesIn(each, level + 1))
  if (!isGroup(value)) return []
  if (typeof value.credential === 'string' || typeof value.paper === 'string') return [value]
  return Array.isArray(value.licences) ? filesIn(value.licences, level + 1) : []
}

function shownAsFile(file: Group): Shown | Trouble {
  const { format, credential, signatures = [], paper } = file
  if (format !== undefined && format !== 'tongban-licence/1') {
    const told = typeof format === 'string' ? shortened(format) : `(${typeof format})`
    return new Trouble(
      `不认识的证照文件格式 ${told}。`,
      `The format ${told} of the licence file is not known.`,
    )
  }
  if ([credential, paper].some((each) => typeof each === 'string' && each.length > MAX_CREDENTIAL_CHARACTERS))
    return tooLong()
  if (!Array.isArray(signatures) || signatures.length > MOST_SIGNATURES || !signatures.every(isSignature))
    return new Trouble(
      '证照文件的附加签名写法不对。',
      'The further signatures of the licence file are malformed.',
    )
  if (typeof credential === 'string')
    return { kind: 'credential', credential: credential.trim(), signatures, says: file }
  return { kind: 'paper', text: String(paper) }
}

/** More than any licence has; the verifier takes fewer. */
const MOST_SIGNATURES = 16

const isSignature = (value: unknown): value is DetachedSignature =>
  isGroup(value) &&
  (value.alg === 'ES256' || value.alg === 'SM2-SM3') &&
  isShort(value.kid) &&
  isShort(value.value)

const isShort = (value: unknown) => typeof value === 'string' && value.length <= 1024

const tooLong = () =>
  new Trouble(
    `超过 ${MAX_CREDENTIAL_CHARACTERS} 个字符，没有这样长的证照。`,
    `Over ${MAX_CREDENTIAL_CHARACTERS} characters: no licence is so long.`,
  )

const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}…` : text)
