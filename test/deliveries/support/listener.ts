import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Heard {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Whoever is told of events: answers as it is told to, and when, and keeps what it hears. */
export async function listener(answer: (heard: Heard, times: number) => number | Promise<number> = () => 204) {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const one = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() };
      heard.push(one);
      const status = await answer(one, heard.length);
      const headers = status === 302 ? { location: 'http://127.0.0.1:1/elsewhere' } : {};
      response.writeHead(status, headers).end(status === 204 ? undefined : `It says ${status}.`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    port,
    heard,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Listeners of one test file, which are closed together. */
export function listeners() {
  const open: { close(): Promise<void> }[] = [];
  return {
    async hears(answer?: (heard: Heard, times: number) => number | Promise<number>) {
      const one = await listener(answer);
      open.push(one);
      return one;
    },
    async close(): Promise<void> {
      for (const one of open) await one.close();
    },
  };
}

/** The signature of Standard Webhooks 1.0, worked out from its text alone. */
export function signatureOf({ headers, body }: Heard, secret: string): string {
  const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
}
