import { describe, expect, it } from 'vitest';
import { configFrom, isSingleUser, printConfig } from '../src/config.ts';

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
      /DOVETAIL_PROT: there is no such variable; maybe DOVETAIL_PORT[\s\S]*DOVETAIL_ROLE: [\s\S]*DOVETAIL_PORT: is no whole number/,
    );
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
