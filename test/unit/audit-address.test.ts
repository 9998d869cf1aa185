import { networkOf } from '../../src/audit/address'

test.each([
  ['203.0.113.77', '203.0.113.0/24'],
  ['127.0.0.1', '127.0.0.0/24'],
  ['::ffff:203.0.113.77', '203.0.113.0/24'],
  ['::FFFF:203.0.113.77', '203.0.113.0/24'],
  ['::ffff:cb00:714d', '203.0.113.0/24'],
  ['0:0:0:0:0:ffff:cb00:714d', '203.0.113.0/24'],
  ['2001:db8:abcd:12:34:56:78:9a', '2001:db8:abcd::/48'],
  ['2001:0DB8:ABCD:0012::1', '2001:db8:abcd::/48'],
  ['2001:db8::1', '2001:db8::/48'],
  ['fe80::1c2d:3e4f%eth0', 'fe80::/48'],
  ['::1', '::/48'],
  ['::', '::/48'],
])('of %s only the network is kept: %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test.each([undefined, '', 'unknown', '203.0.113', '203.0.113.77, 10.0.0.1', '[::1]', 'ruth@example.org'])('%s is no address, and nothing of it is kept', (address) => {
  expect(networkOf(address)).toBeNull()
})
