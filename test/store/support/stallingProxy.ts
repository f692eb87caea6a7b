import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import pg from 'pg';

/** A way to a database on which everything can be swallowed, as by a server that hangs or a network that is cut. */
export interface StallingProxy {
  readonly url: string;
  /** Nothing gets through until {@link resume}, though connections are still taken. */
  stall(): void;
  resume(): void;
  close(): void;
}

export async function stallingProxy(url: string): Promise<StallingProxy> {
  const { host, port } = new pg.Client({ connectionString: url });
  const sockets = new Set<Socket>();
  let isStalled = false;
  const pass = (from: Socket, to: Socket): void => {
    sockets.add(from);
    from.on('data', (data) => void to.write(data)).on('error', () => undefined);
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
    if (isStalled) from.pause();
  };
  const server = createServer((near) => {
    const far = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
    pass(near, far);
    pass(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const turn = (does: 'pause' | 'resume'): void => {
    isStalled = does === 'pause';
    for (const socket of sockets) socket[does]();
  };
  return {
    url: throughPort(url, (server.address() as AddressInfo).port),
    stall: () => turn('pause'),
    resume: () => turn('resume'),
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function throughPort(url: string, port: number): string {
  const through = new URL(url);
  through.host = `127.0.0.1:${port}`;
  for (const name of ['host', 'port']) through.searchParams.delete(name);
  return through.href;
}
