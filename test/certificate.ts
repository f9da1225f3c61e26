import type { CivilDate } from '@tongban/kernel'
import { MACHINE } from '../packages/services/src/licences/actor.ts'
import type { Wanted } from '../packages/services/src/licences/issue.ts'

/** The certificate of an allowance, as the grant of one asks for it; also where there is no Worker. */
type Holder = { readonly name: string; readonly birthOn: string; readonly idNumber: string }

/** Guarantee: written in tests as a civil date. */
const day = (text: string) => text as CivilDate

export const certificateOf = (holder: Holder, change: Partial<Wanted> = {}): Wanted => ({
  type: 'elderly-allowance-certificate',
  caseNumber: '5101162026112300000015',
  departmentCode: 'civil-affairs',
  issuingAuthority: '成都市双流区民政局（演示）',
  issuingAuthorityCode: '11510116DEM000003M',
  holder: { name: holder.name, idKind: 'residentId', idNumber: holder.idNumber },
  claims: {
    holderName: holder.name,
    holderIdKind: 'residentId',
    holderIdNumber: holder.idNumber,
    birthDate: holder.birthOn,
    amountYuan: 200,
    payableFromOn: '2026-11-01',
    nextBandOn: null,
  },
  validFrom: day('2026-11-01'),
  validUntil: null,
  holderKey: null,
  at: Date.now(),
  actor: MACHINE,
  ...change,
})
