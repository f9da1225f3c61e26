import { parseArgs } from 'node:util'
import { Trouble } from '../say.ts'
import { REGIONS, type Region } from './regions.ts'

/** `npm start -- [--region 510116] [--port 8787]`: which regions are started, and from which port. */

export const USAGE = `npm start -- [--region 510116] [--port 8787]
  --region  只启动一个地区 start one region only: ${REGIONS.map(({ code, zh, en }) => `${code} ${zh} ${en}`).join(', ')}
  --port    首个地区的端口，其后依次加一 port of the first region, the next takes the next one
  --help    显示本说明 show this`

export type Options = { readonly help: boolean; readonly regions: readonly Region[] }

export function readOptions(args: readonly string[]): Options {
  const { values } = parsed(args)
  const regions = REGIONS.filter(({ code }) => values.region === undefined || code === values.region)
  if (regions.length === 0) {
    const known = REGIONS.map(({ code }) => code).join(', ')
    throw new Trouble(
      `没有地区 ${values.region}。可用：${known}。`,
      `There is no region ${values.region}. Known: ${known}.`,
    )
  }
  if (values.port === undefined) return { help: values.help, regions }
  const first = portOf(values.port, regions.length)
  return { help: values.help, regions: regions.map((region, index) => ({ ...region, port: first + index })) }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        region: { type: 'string' },
        port: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown
    throw new Trouble(`命令参数有误。\n${USAGE}`, `The options are wrong: ${thrown.message}`)
  }
}

export function portOf(text: string, count: number): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port >= 1024 && port + count <= 65_536) return port
  throw new Trouble(
    `端口 ${text} 不可用。请用 1024 到 ${65_536 - count} 之间的数。`,
    `Port ${text} cannot be used. Take a number from 1024 to ${65_536 - count}.`,
  )
}
