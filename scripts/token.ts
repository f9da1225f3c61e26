/**
 * `npm run token`: a token for trying out, signed with the key made at the first start of the region.
 * An official by `--role`, an applicant by `--applicant` and `--id`.
 */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { civilDate } from '@tongban/calendar'
import { regionProfile } from '@tongban/catalogue'
import { ID_KINDS, type IdKind, REAL_NAME_LEVELS, ROLES } from '@tongban/kernel'
import { idFaultText, parseIdentity } from '@tongban/privacy'
import { nowThere } from './region/clock-file.ts'
import { placesOf } from './region/places.ts'
import { openSecrets } from './region/secrets.ts'
import { type Said, Trouble, telling } from './say.ts'
import { todayInShanghai } from './seed/day.ts'
import { type Bearer, officialSubject, signToken } from './token/sign.ts'

const USAGE = `npm run token -- --role handler [--role …] [--dept services] [--post <code>] [--name <name>] [--region 510116]
npm run token -- --applicant <name> --id <number> [--id-kind residentId] [--level L3] [--region 510116]
  --role       工作人员的角色，可重复 role of an official, may be repeated: ${Object.keys(ROLES).join(', ')}
  --dept       部门代码，须在地区配置中 code of a department in the region's profile
  --applicant  申请人姓名 name of an applicant
  --id         证件号码，校验位须正确 identity number with a right check digit
  --id-kind    ${ID_KINDS.join(', ')}
  --level      实名等级 real-name level: ${REAL_NAME_LEVELS.join(', ')}
  --help       显示本说明 show this`

await telling(async () => {
  const options = read(process.argv.slice(2))
  if (options.help) {
    console.log(USAGE)
    return
  }
  const bearer = bearerOf(options)
  const places = placesOf(options.region)
  if (!existsSync(places.secrets)) {
    throw new Trouble(
      `地区 ${options.region} 还没有签名密钥。请先运行 npm start，它在首次启动时生成。`,
      `Region ${options.region} has no signing key yet. Run npm start first; it makes one at its first start.`,
    )
  }
  const secrets = await openSecrets(options.region, places)
  console.log(await signToken(options.region, secrets, bearer, nowThere(places)))
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
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown
    throw wrong({ zh: '有不认识的选项，或者缺少值。', en: thrown.message })
  }
}

function bearerOf(options: Options): Bearer {
  const { role: roles, applicant: name, id: idNumber } = options
  if (roles.length > 0 && name === undefined) {
    for (const role of roles) oneOf('--role', role, Object.keys(ROLES))
    const { region, post = roles[0] ?? '' } = options
    const department = oneOf('--dept', options.dept, departmentsOf(region))
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
    throw wrong({
      zh: '请给出 --role，或者 --applicant 和 --id。',
      en: 'Give --role, or --applicant with --id.',
    })
  }
  const idKind = oneOf('--id-kind', options['id-kind'], ID_KINDS)
  const realNameLevel = oneOf('--level', options.level, REAL_NAME_LEVELS)
  return { kind: 'applicant', name, idKind, idNumber: checked(idKind, idNumber), realNameLevel }
}

function departmentsOf(code: string): readonly string[] {
  const region = regionProfile(code)
  if (region.ok) return region.value.departments.map((department) => department.code)
  throw wrong({ zh: `没有地区 ${code}。`, en: `There is no region ${code}.` })
}

/** The door refuses a token whose number is not right; it is said here which part is wrong. */
function checked(idKind: IdKind, idNumber: string): string {
  const today = civilDate(todayInShanghai(Date.now()))
  if (today === undefined) throw new Error('today is no civil date')
  const identity = parseIdentity(idKind, idNumber, today)
  if (identity.ok) return identity.value.number
  const { zh, en } = idFaultText(identity.failure, '/id')
  throw wrong({ zh: `--id：${zh}`, en: `--id: ${en}` })
}

function oneOf<const T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((each) => each === value)
  if (found !== undefined) return found
  const list = known.join(', ')
  throw wrong({
    zh: `${option} ${value} 不在可用的值之中：${list}。`,
    en: `${option} ${value} is not one of ${list}.`,
  })
}

function wrong({ zh, en }: Said): Trouble {
  return new Trouble(`命令参数有误：${zh}\n  The options are wrong: ${en}`, USAGE)
}
