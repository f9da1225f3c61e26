import { randomBytes, randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { civilDateAt } from '@tongban/calendar'
import {
  buildCredential,
  makeIdentifier,
  makeSerial,
  openIssuerKeys,
  typeCodeOf,
  typeOf,
} from '@tongban/licences'
import { blindIndex, openFieldKeys } from '@tongban/privacy'
import { insertLicence, insertLicenceEvent, type Statement } from '@tongban/store'
import { sealContent } from '../../packages/services/src/licences/content.ts'
import { licenceEvent } from '../../packages/services/src/licences/event.ts'
import type { LicencesPlace } from './licences-place.ts'
import { CODE } from './region.ts'

/**
 * Ten million licences of a stopped region: rows as the product writes them, one in a hundred ended, in as many lists as
 * they take when each is filled to three quarters. Most have no sealed content and no events, which nothing that is
 * measured reads; some of each list are real, signed with the region's own keys, and can be verified and acted on.
 */
export const LISTS = 102
const FILLERS = 98_040
export const REAL_OF_LIST = 20
export const LICENCES = LISTS * (FILLERS + REAL_OF_LIST)
const PLACES = 2 ** 17
/** Odd: each place comes once, and neighbours in time are none in the list. */
const STEP = 40_503
/** One in a hundred, at places without a pattern: what packing makes of a list is as large as in life. */
const ENDED = '((at * at * 31 + at * 7919 + :list * 101) % 1000003) % 100 = 0'

const TYPE = 'elderly-allowance-certificate'
const GOVERNMENT = '11510116DEM000001J'
const ORGAN = '11510116DEM000003Q'
const DEPARTMENT = 'civil-affairs'

export type RealLicence = {
  readonly identifier: string
  readonly credential: string
  readonly list: number
  readonly index: number
}

export async function fillLicences(place: LicencesPlace): Promise<readonly RealLicence[]> {
  const file = place.databaseFile()
  const database = new DatabaseSync(file)
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000')
  // Made anew once all rows are there, which is many times quicker.
  const indexes = database
    .prepare(
      "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'licences' AND type = 'index' AND sql IS NOT NULL",
    )
    .all()
  for (const { name } of indexes) database.exec(`DROP INDEX ${name}`)
  const fill = database.prepare(FILL)
  for (let list = 1; list <= LISTS; list += 1) fill.run({ list, fillers: FILLERS, now: Date.now() })
  for (const { sql } of indexes) database.exec(String(sql))
  const run = ({ sql, params }: Statement<unknown>) => database.prepare(sql).run(...params)
  const real: RealLicence[] = []
  const make = await makerOf(place)
  for (let list = 1; list <= LISTS; list += 1) {
    for (let at = 0; at < REAL_OF_LIST; at += 1) {
      const { licence, statements } = await make(list, ((FILLERS + at) * STEP) % PLACES)
      for (const statement of statements) run(statement)
      real.push(licence)
    }
    database
      .prepare('INSERT INTO status_lists VALUES (?, ?, ?)')
      .run(list, FILLERS + REAL_OF_LIST, Date.now())
  }
  database.exec('PRAGMA journal_mode = WAL')
  database.close()
  return real
}

export const bytesOf = (file: string) => statSync(file).size

const PREFIX = `1.2.156.3005.2.${GOVERNMENT}901.${ORGAN}.`
const FILL = `
  WITH RECURSIVE filler(at) AS (SELECT 0 UNION ALL SELECT at + 1 FROM filler WHERE at + 1 < :fillers)
  INSERT INTO licences
    (identifier, type, type_version, holder_index, case_number, department_code, serial, version, state, status_list,
     status_index, status_value, valid_from, seq, head_hash, content_enc, issued_at, updated_at)
  SELECT '${PREFIX}' || printf('%020d', :list * 1000000 + at) || '.001.0', '${TYPE}', 1,
    printf('holder-%d-%d', :list, at), printf('%s20260101%d-%d', '${CODE}', :list, at), '${DEPARTMENT}',
    printf('%020d', :list * 1000000 + at), 1, iif(${ENDED}, 'cancelled', 'valid'), :list,
    (at * ${STEP}) % ${PLACES}, iif(${ENDED}, 1, 0), '2026-01-01', 1, '', '', :now, :now
  FROM filler`

const HOLDER = { name: '演示甲', idKind: 'residentId', idNumber: '519999194005069013' } as const
const CLAIMS = {
  holderName: HOLDER.name,
  holderIdKind: HOLDER.idKind,
  holderIdNumber: HOLDER.idNumber,
  birthDate: '1940-05-06',
  amountYuan: 200,
  payableFromOn: '2026-11-01',
  nextBandOn: '2030-05-06',
}

/** Issues one into a place, by the product's own functions. */
async function makerOf({ secrets, issuer }: LicencesPlace) {
  const random = (length: number) => new Uint8Array(randomBytes(length))
  const ids = { uuid: () => randomUUID(), random }
  const [keys, issuerKeys] = await Promise.all([
    openFieldKeys(secrets.fieldKeys),
    openIssuerKeys(secrets.issuerKeys, 'development', random),
  ])
  const type = typeOf(TYPE)
  if (!keys.ok || !issuerKeys.ok || type === undefined)
    throw new Error('the keys of the region cannot be read')
  const at = Date.now()
  const options = {
    issuer,
    statusBase: `${issuer}/status/`,
    region: CODE,
    random,
    signers: issuerKeys.value.signersOf('licence', Math.floor(at / 1000)).slice(0, 1),
    paper: null,
    demonstration: true,
  }
  const ctx = { keys: keys.value, ids }
  const holderIndex = await blindIndex(keys.value, 'party', `${HOLDER.idKind}|${HOLDER.idNumber}`)
  return async (list: number, index: number) => {
    const serial = makeSerial(random)
    const named = makeIdentifier({
      typeCode: typeCodeOf(type, GOVERNMENT),
      issuerCode: ORGAN,
      serial,
      version: 1,
    })
    if (!named.ok) throw new Error(`no identifier: ${named.failure.part}`)
    const identifier = named.value
    const validFrom = civilDateAt(at)
    const signed = await buildCredential(
      {
        identifier,
        type: TYPE,
        typeVersion: type.version,
        issuingAuthority: '双流区民政局',
        issuingAuthorityCode: ORGAN,
        claims: CLAIMS,
        issuedAt: at,
        validFrom,
        validUntil: null,
        status: { list, index },
        holderKey: null,
      },
      options,
    )
    if (!signed.ok) throw new Error(`not signed: ${signed.failure.code}`)
    const { credential, signatures, kid } = signed.value
    const event = await licenceEvent(
      ctx,
      { identifier },
      { type: 'issue', at, actor: { kind: 'machine', subject: 'rules' }, data: {} },
    )
    const content = {
      holder: HOLDER,
      claims: CLAIMS,
      credential,
      signatures,
      paper: null,
      kid,
    }
    const row = insertLicence({
      identifier,
      type: TYPE,
      typeVersion: type.version,
      holderIndex,
      caseNumber: `${CODE}20260101real`,
      departmentCode: DEPARTMENT,
      serial,
      version: 1,
      state: 'valid',
      statusList: list,
      statusIndex: index,
      statusValue: 0,
      validFrom,
      validUntil: null,
      previous: null,
      seq: event.seq,
      headHash: event.hash,
      contentEnc: await sealContent(ctx, identifier, content),
      issuedAt: at,
      updatedAt: at,
    })
    return {
      licence: { identifier, credential, list, index },
      statements: [row, insertLicenceEvent(event)],
    }
  }
}
