import { since, type Sowing } from './sowing'

const usd = { amount_currency: 'USD' }

/** Round sums of nobody in particular: what anybody gave is made up like the people. */
export function sowGiving({ shelf, church, adults, adult, sunday }: Sowing): void {
  for (const person of adults) shelf.person(person)
  const since0 = since(church.createdAt)
  const [general, missions] = ['General Fund', 'Missions'].map((name, place) => shelf.add('Fund', { name, slug: name.toLowerCase().replace(' ', '-'), default: place === 0, visibility: 'everywhere', deletable: false, ledger_code: `40${place}0`, color: '#4c7a5d', ...since0 }))
  const campuses = [...church.campuses.values()].map(({ name, street, city, state, zip }) => shelf.add('Campus', { name, address: { street_line_1: street, city, state, zip } }))
  const [card, check] = ['Planning Center', 'Check'].map(name => shelf.add('PaymentSource', { name, status: 'active', payment_source_type: name === 'Check' ? 'manual' : 'planning_center', ...since0 }))
  shelf.add('Label', { slug: 'christmas' })
  if (!general || !missions) return

  for (let week = -8; week <= 0; week += 1) {
    const at = sunday(week, 12)
    const givers = Array.from({ length: 5 }, (_, nth) => nth + (week + 8) * 2)
    const cents = (nth: number) => 2500 + (nth % 7) * 1500
    const total = givers.reduce((sum, nth) => sum + cents(nth), 0)
    const batch = shelf.add('Batch', { description: 'Sunday offering', status: week === 0 ? 'in_progress' : 'committed', committed_at: week === 0 ? null : at, donations_count: givers.length, total_cents: total, total_currency: 'USD', ...since(at) }, { owner: adult(2) })
    for (const nth of givers) {
      const byCheck = nth % 4 === 0
      const donation = shelf.add('Donation', {
        amount_cents: cents(nth), ...usd, fee_cents: byCheck ? 0 : -Math.round(cents(nth) * 0.0215 + 30), fee_currency: 'USD', payment_method: byCheck ? 'check' : 'card', payment_method_sub: byCheck ? null : 'credit',
        payment_brand: byCheck ? null : 'Visa', payment_last4: byCheck ? null : '4242', payment_check_number: byCheck ? 1000 + nth : null, payment_status: 'succeeded', received_at: at, completed_at: at, refundable: true, refunded: false, ...since(at),
      }, { person: adult(nth), batch, campus: campuses[0] ?? null, payment_source: (byCheck ? check : card) ?? null, labels: [] })
      const parts: [typeof general, number][] = nth % 3 === 0 ? [[general, cents(nth) - 1000], [missions, 1000]] : [[general, cents(nth)]]
      for (const [fund, amount] of parts) shelf.add('Designation', { amount_cents: amount, ...usd, fee_cents: 0 }, { fund, donation }, { under: donation, as: 'designations' })
    }
  }
  for (const nth of [1, 3, 6]) shelf.add('RecurringDonation', { amount_cents: 10_000, ...usd, status: 'active', next_occurrence: sunday(2), last_donation_received_at: sunday(-2), schedule: { frequency: 'monthly' }, ...since(sunday(-30)) }, { person: adult(nth) })
}
