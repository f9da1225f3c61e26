/**
 * `npm run token`: a token for trying out, signed with the key made at the first start of the region.
 * An official by `--role`, an applicant by `--applicant` and `--id`.
 */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { ID_KINDS, REAL_NAME_LEVELS, ROLES } from '@tongban/kernel'
import { placesOf } from './region/places.ts'
import { openSecrets } from './region/secrets.ts'
import { Trouble, telling } from './say.ts'
import { type Bearer, officialSubject, signToken } from './token/sign.ts'

const USAGE = `npm run token -- --role handler [--role …] [--dept services] [--post <code>] [--name <name>] [--region 510116]
npm run token -- --applicant <name> --id <number> [--id-kind residentId] [--level L3] [--region 510116]`

await telling(async () => {
  const options = read(process.argv.slice(2))
  const places = placesOf(options.region)
  if (!existsSync(places.secrets)) {
    throw new Trouble(
      `地区 ${options.region} 还没有签名密钥。请先运行 npm start，它在首次启动时生成。`,
      `Region ${options.region} has no signing key yet. Run npm start first; it makes one at its first start.`,
    )
  }
  const secrets = await openSecrets(options.region, places)
  console.log(await signToken(options.region, secrets, bearerOf(options)))
})

type Options = ReturnType<typeof read>

function read(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        region: { type: 'string', default: '510116' },
        role: { type: 'string', multiple: true, default: [] },
        dept: { type: 'string', default: 'services' },
        post: { type: 'string' },
        name: { type: 'string' },
        applicant: { type: 'string' },
        id: { type: 'string' },
        'id-kind': { type: 'string', default: 'residentId' },
        level: { type: 'string', default: 'L3' },
      },
    }).values
  } catch (thrown) {
    throw wrong(thrown instanceof Error ? thrown.message : String(thrown))
  }
}

function bearerOf(options: Options): Bearer {
  const { role: roles, applicant: name, id: idNumber } = options
  if (roles.length > 0 && name === undefined) {
    for (const role of roles) oneOf('--role', role, Object.keys(ROLES))
    const { region, dept: department, post = roles[0] ?? '' } = options
    return {
      kind: 'official',
      subject: officialSubject(region, department, post, options.name),
      name: options.name ?? `演示人员（${post}）`,
      roles,
      department,
      post,
    }
  }
  if (roles.length > 0 || name === undefined || idNumber === undefined) {
    throw wrong('give --role, or --applicant with --id')
  }
  const idKind = oneOf('--id-kind', options['id-kind'], ID_KINDS)
  const realNameLevel = oneOf('--level', options.level, REAL_NAME_LEVELS)
  return { kind: 'applicant', name, idKind, idNumber, realNameLevel }
}

function oneOf(option: string, value: string, known: readonly string[]): string {
  if (known.includes(value)) return value
  throw wrong(`${option} ${value} is not one of ${known.join(', ')}`)
}

function wrong(reason: string): Trouble {
  return new Trouble(`命令参数有误。用法：\n${USAGE}`, `The options are wrong: ${reason}`)
}
