/** Under which agreement and route the suite tries the region: as the file says, or as the region tells its routes. */
import { asGroup, jsonOf, type Target, type Tester } from './tester.ts'
import { type TesterFile, Trouble } from './tester-file.ts'

export function trialOf({ region, trial }: TesterFile, baseUrl: string, address?: string) {
  const { itemCode } = trial.application
  let target: Target = {
    region: '',
    baseUrl,
    address,
    agreement: trial.agreement ?? '',
    route: trial.route ?? '',
    itemCode,
    office: trial.office ?? '*',
    foreignCase: trial.foreignCase,
  }
  return {
    get target() {
      return target
    },

    /** Finds out which region it is. */
    async meet(tester: Tester): Promise<void> {
      const described = await tester.get('/.well-known/cx')
      const told = asGroup(jsonOf(described)).region
      if (described.status !== 200 || typeof told !== 'string')
        throw new Trouble(
          `${baseUrl}/.well-known/cx 没有说明是哪个地区（${described.status}）。`,
          `${baseUrl}/.well-known/cx does not say which region it is (${described.status}).`,
        )
      target = { ...target, region: told }
    },

    /** Finds out what else the file does not say. */
    async complete(tester: Tester): Promise<void> {
      if (trial.agreement !== undefined && trial.route !== undefined) return
      const { answered } = await tester.ask('/cx/1/routes')
      const { routes } = asGroup(jsonOf(answered))
      const list: readonly unknown[] = Array.isArray(routes) ? routes : []
      const told = list.map(asGroup).filter((route) => route.itemCode === itemCode)
      const route = told.findLast(
        ({ receivedBy, handledBy }) => receivedBy === region && handledBy === target.region,
      )
      if (route === undefined)
        throw new Trouble(
          `${target.region} 没有告知由 ${region} 收件、由其办理的事项 ${itemCode}（${answered.status}）。请先登记测试方并订立协议，见 conformance/README.md。`,
          `${target.region} tells no route for ${itemCode} taken in by ${region} (${answered.status}). Register the tester and sign an agreement first; see conformance/README.md.`,
        )
      const { agreement, version, office } = route
      target = {
        ...target,
        agreement: String(agreement),
        route: String(version),
        office: String(office),
      }
    },
  }
}
