import type { Metrics } from '../../src/metrics'

export interface Figure {
  name: string
  labels: Record<string, string>
  value: number
}

/** Everything an app counts, as who watches it reads it. */
export async function readFigures({ registry }: Pick<Metrics, 'registry'>): Promise<Figure[]> {
  return parseFigures(await registry.metrics())
}

export function parseFigures(text: string): Figure[] {
  return text.split('\n').flatMap((line) => {
    const [, name = '', labels = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
    const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', text = '']) => [label, text] as const)
    return value === undefined ? [] : [{ name, labels: Object.fromEntries(pairs), value: Number(value) }]
  })
}

/** The sum of what is counted under a name and, where given, these labels. */
export async function figure(metrics: Pick<Metrics, 'registry'>, name: string, labels: Record<string, string> = {}): Promise<number> {
  const figures = await readFigures(metrics)
  const fitting = figures.filter((one) => one.name === name && Object.entries(labels).every(([label, text]) => one.labels[label] === text))
  return fitting.reduce((sum, { value }) => sum + value, 0)
}
