/** The regions of the demonstration: two equals that will come to trust each other (川渝通办). */

export type Region = {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly port: number
}

export const REGIONS: readonly Region[] = [
  { code: '510116', zh: '四川双流', en: 'Shuangliu, Sichuan', port: 8787 },
  { code: '500112', zh: '重庆渝北', en: 'Yubei, Chongqing', port: 8788 },
]

export const originOf = (region: Region) => `http://localhost:${region.port}`

/** The one that a region of the demonstration is connected with. */
export const otherThan = (code: string): string => REGIONS.find((each) => each.code !== code)?.code ?? code
