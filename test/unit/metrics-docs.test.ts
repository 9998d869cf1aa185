import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createMetrics } from '../../src/metrics'

const docs = readFileSync(join(__dirname, '../../docs/running.md'), 'utf8')

test('every figure is explained to who runs Foyer, with its labels, and none that is not there', async () => {
  const { registry } = createMetrics()
  const explained = [...docs.matchAll(/`(foyer_[a-z0-9_]+)(?:\{([a-z,]+)\})?`/g)].map(([, name = '', labels = '']) => `${name}{${labels}}`)
  const counted = registry.getMetricsAsArray().map((metric) => `${metric.name}{${(metric as unknown as { labelNames: string[] }).labelNames.join(',')}}`)
  expect([...new Set(explained)].sort()).toEqual(counted.sort())
  expect(await registry.metrics()).toContain('# HELP')
})

test('the alerts ask for figures that exist', () => {
  const { registry } = createMetrics()
  const asked = [...docs.matchAll(/\b(foyer_[a-z0-9_]+?)(_count|_sum|_bucket)?(?=\{[a-z]+[=~])|\brate\((foyer_[a-z0-9_]+)/g)].map(([, name, , rated]) => name ?? rated)
  expect(asked.length).toBeGreaterThanOrEqual(3)
  expect(asked.filter((name) => !registry.getSingleMetric(name ?? ''))).toEqual([])
})
