import { pages, planningCenter } from './places'
import { findFaults, findTightSpots } from './reading'
import { walkByTab } from './tabbing'
import { useTour } from './tour'

/** A page on which much can be chosen has a hundred stops for Tab, at a desk and on a phone. */
const PATIENCE = 120_000

describe('everybody can read and use', () => {
  const tour = useTour()

  it.each(pages)('$name', async (place) => {
    const visit = await tour.arrive(place)
    expect(await findFaults(visit)).toEqual([])
    expect(await findTightSpots(visit)).toEqual([])
    expect(await walkByTab(visit)).toEqual([])
  }, PATIENCE)

  it.each(planningCenter)('at the sample church’s Planning Center, $name', async (place) => {
    expect(await findFaults(await tour.arrive(place))).toEqual([])
  })
})
