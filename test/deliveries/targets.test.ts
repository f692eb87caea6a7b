import { describe, expect, test } from 'vitest';
import { targetsOf } from '../../src/deliveries/targets.ts';

/** What a name resolves to for a connection, or what it is refused with. */
function resolved(listed: readonly string[], name: string): Promise<unknown> {
  return new Promise((resolve) => {
    targetsOf(listed).lookup(name, { all: true }, (error, found) => resolve(error ? error.message : found));
  });
}

function refusalOf(url: string, listed: readonly string[] = []): string | undefined {
  try {
    targetsOf(listed).require(url);
    return undefined;
  } catch (thrown) {
    return (thrown as Error).message;
  }
}

describe('an address', () => {
  test.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://0x7f000001/',
    'http://2130706433/',
    'http://0.0.0.0/',
    'http://localhost:8080/',
    'http://a.localhost./',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:a00:1]/',
    'http://[64:ff9b::a00:1]/',
    'http://169.254.169.254/latest/meta-data',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://10.0.0.1/',
    'http://172.31.255.255/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
  ])('%s is not public', (url) => {
    expect(refusalOf(url)).toMatch(/is not on the public internet.*\nMaybe ask the operator to list it/);
  });

  test.each(['https://example.com/hooks?a=b', 'http://8.8.8.8/', 'https://[2606:4700::1111]/'])('%s is', (url) => {
    expect(refusalOf(url)).toBeUndefined();
  });

  test.each([
    ['ftp://example.com/', /not an address of HTTP/],
    ['file:///etc/passwd', /not an address of HTTP/],
    ['example.com', /not an address of HTTP/],
    ['https://ann:secret@example.com/', /a name or a password/],
  ])('%s is none that is told anything', (url, message) => {
    expect(refusalOf(url)).toMatch(message);
    expect(refusalOf(url)).not.toContain('secret@');
  });

  test('may be listed, as a range or by its name', () => {
    expect(refusalOf('http://10.1.2.3/', ['10.1.0.0/16'])).toBeUndefined();
    expect(refusalOf('http://10.2.2.3/', ['10.1.0.0/16'])).toBeDefined();
    expect(refusalOf('http://[::1]/', ['::1'])).toBeUndefined();
    expect(refusalOf('http://localhost/', ['127.0.0.1'])).toBeUndefined();
    expect(refusalOf('http://localhost/', ['localhost'])).toBeUndefined();
    expect(() => targetsOf(['10.0.0.0/99'])).toThrow(/"10.0.0.0\/99" is no range/);
  });

  test('is judged by what its name resolves to when the connection is made', async () => {
    expect(await resolved([], 'localhost')).toMatch(/^localhost is not on the public internet/);
    const listed = (await resolved(['localhost'], 'localhost')) as { address: string }[];
    expect(listed.map(({ address }) => address)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^127\.|^::1$/)]),
    );
  });
});
