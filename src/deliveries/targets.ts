import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { DovetailError } from '../errors.ts';
import { cut } from '../limits.ts';

/**
 * Addresses that are not on the public internet: this machine, its network, its link, and what is kept for other uses.
 * See the IANA special-purpose address registries (RFC 6890).
 */
const NOT_PUBLIC = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
];

/** Where something may be sent: public addresses, and what the operator lists. */
export interface Targets {
  /** *Errors* `input/invalid` for what is not an address, or one that can be told at once not to be allowed. */
  require(url: string): void;
  /** Resolves a name for a connection, and gives only addresses that may be reached: what it says is what is connected to. */
  readonly lookup: LookupFunction;
  /** Whether a host that is an address by itself may be reached, which no name is resolved for; true for names. */
  mayReach(hostname: string): boolean;
}

/**
 * *Shapes* addresses, ranges such as `10.1.0.0/16`, and names, whatever those resolve to.
 *
 * *Errors* `input/usage` for an entry that is none of these.
 */
export function targetsOf(listed: readonly string[]): Targets {
  const closed = blockListOf(NOT_PUBLIC);
  const isRange = (entry: string): boolean => isIP(entry.split('/')[0]!) !== 0;
  const open = blockListOf(listed.filter(isRange));
  const names = new Set(listed.filter((entry) => !isRange(entry)).map((entry) => entry.toLowerCase()));
  const isOpen = (address: string): boolean => isIn(open, address) || !isIn(closed, address);
  const mayReach = (hostname: string): boolean => {
    const host = bare(hostname);
    return isIP(host) === 0 || isOpen(host);
  };
  return {
    require(url) {
      const { protocol, username, password, hostname } = URL.canParse(url) ? new URL(url) : ({} as Partial<URL>);
      if (hostname === undefined || !/^https?:$/.test(protocol!)) {
        throw refused(url, 'is not an address of HTTP.', 'write it like https://example.com/hooks.');
      }
      if (username || password) throw refused(url, 'has a name or a password in it.', 'rely on the signature instead.');
      const isHere = /(^|\.)localhost\.?$/i.test(hostname);
      if (names.has(hostname.toLowerCase()) || (mayReach(hostname) && !(isHere && !isOpen('127.0.0.1')))) return;
      throw refused(url, NOT_ALLOWED, ASK);
    },
    mayReach,
    lookup(hostname, options, done) {
      resolve(hostname, { ...options, all: true }, (error, found) => {
        if (error) return done(error, '', 0);
        const isListed = names.has(hostname.toLowerCase());
        const all = isListed ? found : found.filter(({ address }) => isOpen(address));
        // A name that leads here and there is meant to get around this.
        if (all.length < found.length || all.length === 0) return done(new Error(`${hostname} ${NOT_ALLOWED}`), '', 0);
        if (options.all) return done(null, all);
        return done(null, all[0]!.address, all[0]!.family);
      });
    },
  };
}

const NOT_ALLOWED = 'is not on the public internet, and the operator has not listed it.';
const ASK = 'ask the operator to list it in DOVETAIL_TARGETS, or use a public address.';

function refused(url: string, why: string, maybe: string): DovetailError {
  const message = `${cut(withoutQuery(url))} ${why}`;
  return new DovetailError('input/invalid', message, {
    maybe,
    faults: [{ pointer: '/url', code: 'input/invalid', message }],
  });
}

/** What comes after the path may be a secret. */
function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '').replace(/\/\/[^/]*@/, '//');
}

function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

function blockListOf(ranges: readonly string[]): BlockList {
  const all = new BlockList();
  for (const range of ranges) {
    const [address = '', prefix] = range.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    const most = family === 'ipv6' ? 128 : 32;
    const bits = prefix === undefined ? most : Number(prefix);
    if (!/^\d{1,3}$/.test(prefix ?? '0') || bits > most) {
      throw new DovetailError('input/usage', `"${cut(range)}" is no range of addresses.`, {
        maybe: 'write it like 10.1.0.0/16.',
      });
    }
    all.addSubnet(address, bits, family);
  }
  return all;
}

/** IPv4 written as IPv6 is judged as what it is. */
function isIn(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
