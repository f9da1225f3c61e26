/**
 * `node conformance/mock-partner.ts`: the mock partner as a process, for trying a region against: it takes every case,
 * decides it at once, and has whatever faults are switched on, by chance from a seed.
 */
import { parseArgs } from 'node:util'
import { FAULTS, type Fault, faultsOf, isFault } from './mock/faults.ts'
import { startPartner } from './mock/partner.ts'
import { asGroup, jsonOf } from './tester.ts'
import { readTesterFile, Trouble } from './tester-file.ts'
import { send } from './wire/http.ts'
import { published } from './wire/keys.ts'

const USAGE = `node conformance/mock-partner.ts --keys <文件 file> --with <网址 URL> [--port 9410] [--fault drop-answer=0.2]… [--seed 1]

  --keys   模拟地区的密钥文件（同 npm run conformance）key file of the mock region, as for npm run conformance
  --with   与之往来的地区的交换地址 base URL of the region it exchanges with
  --port   监听端口 port to listen at
  --fault  故障及其概率，可重复 a fault and how often, may be repeated:
${Object.entries(FAULTS)
  .map(([name, said]) => `           ${name.padEnd(16)}${said}`)
  .join('\n')}
  --seed   相同的种子产生相同的故障 the same seed gives the same faults`

const out = (text: string) => process.stdout.write(`${text}\n`)

try {
  const { values } = parseArgs({
    options: {
      keys: { type: 'string' },
      with: { type: 'string' },
      port: { type: 'string', default: '9410' },
      fault: { type: 'string', multiple: true, default: [] },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) out(USAGE)
  else await start(values)
} catch (thrown) {
  if (!(thrown instanceof Trouble || thrown instanceof TypeError)) throw thrown
  const zh = thrown instanceof Trouble ? thrown.zh : `参数有误。\n${USAGE}`
  process.stderr.write(`✗ ${zh}\n  ${thrown.message}\n`)
  process.exitCode = 2
}

type Given = {
  readonly keys?: string | undefined
  readonly with?: string | undefined
  readonly port: string
  readonly fault: readonly string[]
  readonly seed: string
}

async function start({ keys, with: baseUrl, port, fault, seed }: Given): Promise<void> {
  if (keys === undefined || baseUrl === undefined)
    throw new Trouble(`请给出 --keys 和 --with。\n${USAGE}`, 'Give --keys and --with.')
  const file = readTesterFile(keys)
  const ask = async (path: string) =>
    asGroup(
      jsonOf(await send({ method: 'GET', url: `${baseUrl}${path}`, headers: {}, body: Buffer.alloc(0) })),
    )
  const { region } = await ask('/.well-known/cx')
  const { keys: theirs } = await ask('/cx/1/keys')
  if (typeof region !== 'string' || !Array.isArray(theirs))
    throw new Trouble(`${baseUrl} 没有按 CX/1 答复。`, `${baseUrl} does not answer as CX/1 asks.`)
  const chances = chancesIn(fault)
  const { trial } = file
  const mock = await startPartner({
    region: file.region,
    keys: file.keys,
    other: () => ({ region, baseUrl, keys: theirs }),
    agreed: {
      agreement: trial.agreement ?? '',
      route: trial.route ?? '',
      items: [trial.application.itemCode],
      office: trial.office ?? '*',
    },
    happens: faultsOf(chances, Number(seed)),
    decides: true,
    retryMs: 5000,
    port: Number(port),
  })
  out(`${file.region} ${mock.baseUrl} ⇄ ${region} ${baseUrl}`)
  for (const key of file.keys.map(published)) out(`  ${key.kid} ${key.use}`)
  for (const [name, chance] of Object.entries(chances)) out(`  故障 fault ${name} ${chance}`)
}

function chancesIn(given: readonly string[]): Partial<Record<Fault, number>> {
  const chances: Partial<Record<Fault, number>> = {}
  for (const text of given) {
    const [name = '', chance = '1'] = text.split('=')
    if (!isFault(name) || !(Number(chance) >= 0 && Number(chance) <= 1))
      throw new Trouble(`--fault ${text} 不可用。\n${USAGE}`, `--fault ${text} is none.`)
    chances[name] = Number(chance)
  }
  return chances
}
