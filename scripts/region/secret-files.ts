import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Trouble } from '../say.ts'
import { ROOT, WORKERS } from './places.ts'

/**
 * The secrets of a deployment as files: each Worker's holds exactly what its wrangler.toml lists as required, so that none
 * is given a key it does not need. For their owner alone, and never over others.
 */
const REQUIRED = /^required = (\[.*\])$/m

/** The names a Worker's configuration lists, in its order. */
export async function requiredSecrets(config: string): Promise<readonly string[]> {
  const [, list] = REQUIRED.exec(await readFile(resolve(ROOT, config), 'utf8')) ?? []
  if (list === undefined) throw new Error(`${config} lists no required secrets, not even none`)
  return asNames(JSON.parse(list))
}
/** Guarantee: wrangler reads the same line as a list of names. */
const asNames = (list: unknown) => list as readonly string[]

/** Answers the names of the files. */
export async function writeSecretFiles(
  folder: string,
  secrets: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  if (existsSync(folder))
    throw new Trouble(
      `${folder} 已经存在，没有写入任何内容。密钥一经使用不可覆盖，请另给一个文件夹。`,
      `${folder} exists already, and nothing was written. Keys in use must not be overwritten; name another folder.`,
    )
  const files: [string, Readonly<Record<string, string>>][] = [['all.json', secrets]]
  for (const { name, config } of WORKERS) {
    const required = await requiredSecrets(config)
    if (required.length > 0) files.push([`${name}.json`, only(secrets, required, name)])
  }
  await mkdir(folder, { mode: 0o700, recursive: true })
  for (const [name, content] of files)
    await writeFile(resolve(folder, name), `${JSON.stringify(content, null, 2)}\n`, {
      mode: 0o600,
      flag: 'wx',
    })
  return files.map(([name]) => name)
}

function only(secrets: Readonly<Record<string, string>>, names: readonly string[], worker: string) {
  const missing = names.find((name) => secrets[name] === undefined)
  if (missing !== undefined) throw new Error(`no ${missing} is made for ${worker}`)
  return Object.fromEntries(Object.entries(secrets).filter(([name]) => names.includes(name)))
}
