/**
 * In which modes of 跨省通办 (国办发〔2020〕35号) an item may be handed in for a region: as its nature allows, and where the
 * region's claim opens it (通办范围). An item that the law wants done in person is collected elsewhere and never online alone.
 */
import { divisionCode, isWithin } from '@tongban/privacy'
import type { Item } from './item.ts'
import type { Claim } from './region.ts'

export type AgreedMode = 'online' | 'collect' | 'joint'

/** What the item itself allows. */
export function modesOf({ handleMode, handleType }: Pick<Item, 'handleMode' | 'handleType'>): AgreedMode[] {
  const modes: AgreedMode[] = []
  if (handleMode !== 'collectElsewhere' && handleType.includes('online')) modes.push('online')
  if (handleMode === 'collectElsewhere' || handleType.includes('window')) modes.push('collect')
  if (handleMode === 'joint') modes.push('joint')
  return modes
}

/** What of it a region may agree with another: only where its claim names that region. */
export function modesFor(item: Item, { handleArea }: Pick<Claim, 'handleArea'>, other: string): AgreedMode[] {
  const place = divisionCode(other)
  const isOpen = handleArea.some((code) => {
    const area = divisionCode(code)
    return place !== undefined && area !== undefined && isWithin(place, area)
  })
  return isOpen ? modesOf(item) : []
}
