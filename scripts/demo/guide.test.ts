import { describe, expect, it } from 'vitest'
import { REGIONS } from '../region/regions.ts'
import { jobsOf } from './guide.ts'

const [first, second] = REGIONS
if (first === undefined || second === undefined) throw new Error('two regions')
const commands = (region: typeof first) => jobsOf(region, 'demo').map(({ command }) => command)

describe('what is printed to try out', () => {
  it('asks the region where it is served, whatever its port?', () => {
    const moved = commands({ ...first, port: 9501 }).join('\n')
    expect(moved).not.toContain('8787')
    expect(moved).toContain('http://localhost:9501/approvals/v1/applications')
    expect(moved).toContain('npm run --silent verify-audit -- --port 9501')
    expect(moved).toContain('npm run --silent replay -- --port 9501')
  })

  it('names the region and the port only where they are others than the commands take by themselves?', () => {
    expect(commands(first)).toContain('npm run --silent verify-audit\nnpm run --silent replay')
    expect(commands(second).join('\n')).toContain('verify-audit -- --region 500112\n')
  })
})
