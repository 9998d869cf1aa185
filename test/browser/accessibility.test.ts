import { pages, planningCenter } from './places'
import { findFaults, findTightSpots } from './reading'
import { walkByTab } from './tabbing'
import { useTour } from './tour'

describe('everybody can read and use', () => {
  const tour = useTour()

  it.each(pages)('$name', async (place) => {
    const visit = await tour.arrive(place)
    expect(await findFaults(visit)).toEqual([])
    expect(await findTightSpots(visit)).toEqual([])
    expect(await walkByTab(visit)).toEqual([])
  })

  it.each(planningCenter)('at the sample church’s Planning Center, $name', async (place) => {
    expect(await findFaults(await tour.arrive(place))).toEqual([])
  })
})
