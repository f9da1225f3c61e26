import { REGIONS as PROFILES } from '@tongban/catalogue'

/** The regions of the demonstration, under the names of their profiles: two equals that come to trust each other (川渝通办). */
export type Region = {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly port: number
}

const PORTS: Readonly<Record<string, number>> = { '510116': 8787, '500112': 8788 }

export const REGIONS: readonly Region[] = PROFILES.flatMap(({ code, name }) => {
  const port = PORTS[code]
  return port === undefined ? [] : [{ code, ...name, port }]
})

export const originOf = (region: Region) => `http://localhost:${region.port}`

/** The one that a region of the demonstration is connected with. */
export const otherThan = (code: string): string => REGIONS.find((each) => each.code !== code)?.code ?? code
