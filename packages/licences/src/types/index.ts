/** The types of licence there are. A new one is a file beside these and a line here; a changed one a version beside the old. */
import type { LicenceType } from '../licence-type.ts'
import { drivingLicence } from './driving-licence.ts'
import { elderlyAllowanceCertificate } from './elderly-allowance-certificate.ts'
import { employmentRegistration } from './employment-registration.ts'
import { hygienePermit } from './hygiene-permit.ts'
import { outdoorAdvertisingPermit } from './outdoor-advertising-permit.ts'
import { residencePermit } from './residence-permit.ts'
import { soleTraderLicence } from './sole-trader-licence.ts'

export const LICENCE_TYPES: readonly LicenceType[] = [
  elderlyAllowanceCertificate,
  soleTraderLicence,
  employmentRegistration,
  residencePermit,
  drivingLicence,
  hygienePermit,
  outdoorAdvertisingPermit,
]

/** This version of the type, or its newest. */
export function typeOf(slug: string, version?: number): LicenceType | undefined {
  const versions = LICENCE_TYPES.filter((type) => type.slug === slug)
  if (version !== undefined) return versions.find((type) => type.version === version)
  return versions.toSorted((a, b) => b.version - a.version)[0]
}

/** 证照并销: the types whose licences fall with one of this type. */
export const dependentsOf = (slug: string): readonly string[] => [
  ...new Set(LICENCE_TYPES.filter(({ dependsOn }) => dependsOn === slug).map((type) => type.slug)),
]
