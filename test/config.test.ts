import { describe, expect, it } from 'vitest';
import { configFrom, isSingleUser, printConfig, redactedUrl } from '../src/config.ts';

describe('the configuration', () => {
  it('is complete without any variable', () => {
    const config = configFrom({});
    expect(config).toMatchObject({ host: '127.0.0.1', port: 8080, role: 'all', data: './data', corsOrigins: [] });
    expect(config.databaseUrl).toBe(undefined);
    expect(config.workers).toBeGreaterThan(0);
  });

  it('comes from the environment', () => {
    const config = configFrom({
      DATABASE_URL: 'postgres://u:p@h/d',
      DOVETAIL_PORT: '0',
      DOVETAIL_ROLE: 'worker',
      DOVETAIL_MAX_TIME_LIMIT: 'PT2M',
      DOVETAIL_CORS_ORIGINS: 'https://a.example, https://b.example',
      PATH: '/bin',
    });
    expect(config).toMatchObject({
      databaseUrl: 'postgres://u:p@h/d',
      port: 0,
      role: 'worker',
      maxTimeLimitMs: 120_000,
    });
    expect(config.corsOrigins).toEqual(['https://a.example', 'https://b.example']);
  });

  it('has every fault named at once, and the name that was meant', () => {
    expect(() => configFrom({ DOVETAIL_PROT: '1', DOVETAIL_ROLE: 'cook', DOVETAIL_PORT: '80x' })).toThrow(
      /DOVETAIL_PROT: there is no such variable; maybe DOVETAIL_PORT[\s\S]*DOVETAIL_ROLE is [\s\S]*DOVETAIL_PORT is "80x"; it has to be a whole number\./,
    );
  });

  const faultOf = (...args: Parameters<typeof configFrom>): string => {
    try {
      configFrom(...args);
    } catch (thrown) {
      return (thrown as Error).message.split('\nMaybe ')[0]!;
    }
    return 'none';
  };

  it('has a fault named with what said it, the value and what it has to be', () => {
    const head = 'The configuration has a fault:\n';
    expect(faultOf({ DOVETAIL_PORT: 'abc' })).toBe(`${head}DOVETAIL_PORT is "abc"; it has to be a whole number.`);
    expect(faultOf({ DOVETAIL_PORT: 'abc' }, { DOVETAIL_PORT: '--port' })).toBe(
      `${head}--port is "abc"; it has to be a whole number.`,
    );
    expect(faultOf({ DOVETAIL_PORT: '70000' })).toBe(`${head}DOVETAIL_PORT is 70000; it has to be at most 65535.`);
    expect(faultOf({ DOVETAIL_ROLE: 'wroker' })).toBe(
      `${head}DOVETAIL_ROLE is "wroker"; it has to be one of all, api, worker. Maybe worker.`,
    );
    expect(faultOf({ DOVETAIL_SHUTDOWN: 'soon', DOVETAIL_WORKERS: '0' })).toBe(
      'The configuration has 2 faults:\nDOVETAIL_WORKERS is 0; it has to be at least 1.\n' +
        'DOVETAIL_SHUTDOWN is "soon"; it has to be a duration such as PT30S or 30s.',
    );
  });

  it('never says a secret, and says what is wrong with it', () => {
    expect(faultOf({ DATABASE_URL: 'mysql://ann:s3cr3t@host/db' })).toBe(
      'The configuration has a fault:\nDATABASE_URL has to begin with postgres:// or postgresql://.',
    );
  });

  it.each(['postgres://ann:p%ss@host/db', 'postgres://host:port/db', 'postgres://[::1/db', 'postgresql://host/d%b'])(
    'says in a sentence that %s is no URL',
    (url) => {
      expect(faultOf({ DATABASE_URL: url })).toMatch(
        /^The configuration has a fault:\nDATABASE_URL has to be a URL such as .*with %25 for a %/,
      );
    },
  );

  it('takes every form of URL that the driver reads', () => {
    for (const url of ['postgres://%2Fvar%2Frun/db', 'postgres:///db?host=/tmp', 'postgresql://ann:p%25ss@h:5433/d']) {
      expect(configFrom({ DATABASE_URL: url }).databaseUrl).toBe(url);
    }
  });

  it('lets be what Kubernetes says of services with this name', () => {
    const links = {
      DOVETAIL_SERVICE_HOST: '10.0.0.7',
      DOVETAIL_SERVICE_PORT: '8080',
      DOVETAIL_SERVICE_PORT_HTTP: '8080',
      DOVETAIL_PORT: 'tcp://10.0.0.7:8080',
      DOVETAIL_PORT_8080_TCP: 'tcp://10.0.0.7:8080',
      DOVETAIL_PORT_8080_TCP_PROTO: 'tcp',
      DOVETAIL_PORT_8080_TCP_PORT: '8080',
      DOVETAIL_PORT_8080_TCP_ADDR: '10.0.0.7',
      DOVETAIL_API_SERVICE_HOST: '10.0.0.8',
      DOVETAIL_API_PORT: 'tcp://10.0.0.8:80',
    };
    expect(configFrom(links)).toEqual(configFrom({}));
    expect(faultOf({ ...links, DOVETAIL_API_PORT: '80', DOVETAIL_SERVICE: 'x' })).toBe(
      'The configuration has 2 faults:\nDOVETAIL_API_PORT: there is no such variable; maybe DOVETAIL_PORT.\nDOVETAIL_SERVICE: there is no such variable; maybe DOVETAIL_ROLE.',
    );
  });

  it.each([
    ['postgres://h/d?sslpassword=s3cr3t&a=1', 'postgres://h/d?sslpassword=***&a=1'],
    ['postgres://h/d?a=1&PassWord=s3cr3t', 'postgres://h/d?a=1&PassWord=***'],
    ['postgres://h/d?ssl%70assword=s3cr3t', 'postgres://h/d?ssl%70assword=***'],
    ['postgres://ann:s3/c@r3t@h/d', 'postgres://ann:***@h/d'],
    ['postgres://ann@h/d?sslmode=require&x=%zz', 'postgres://ann@h/d?sslmode=require&x=%zz'],
  ])('shows of %s only what is no secret', (url, shown) => {
    expect(redactedUrl(url)).toBe(shown);
  });

  it('is printed without its password, and is read again as it was', () => {
    const config = configFrom({
      DATABASE_URL: 'postgres://ann:s3cr3t@host/db?password=s3cr3t',
      DOVETAIL_HOST: '0.0.0.0',
    });
    const text = printConfig(config);
    expect(text).not.toContain('s3cr3t');
    expect(text).toContain('DATABASE_URL=postgres://ann:***@host/db?password=***');
    expect(text).toContain('DOVETAIL_HOST=0.0.0.0');
    const { databaseUrl: _, ...rest } = config;
    const environment = Object.fromEntries(
      text
        .trim()
        .split('\n')
        .map((line) => line.split(/=(.*)/s).slice(0, 2)),
    );
    expect(configFrom(environment)).toMatchObject(rest);
  });
});

describe('a service without keys', () => {
  it('is the default on loopback only, and refused elsewhere', () => {
    expect(isSingleUser({ access: 'auto', host: '127.0.0.1' })).toBe(true);
    expect(isSingleUser({ access: 'auto', host: '::1' })).toBe(true);
    expect(isSingleUser({ access: 'auto', host: '0.0.0.0' })).toBe(false);
    expect(isSingleUser({ access: 'keys', host: 'localhost' })).toBe(false);
    expect(() => isSingleUser({ access: 'single-user', host: '0.0.0.0' })).toThrow(/loopback[\s\S]*keys create/);
    expect(() => isSingleUser({ access: 'single-user', host: '127.0.0.1.evil.example' })).toThrow(/loopback/);
  });
});
