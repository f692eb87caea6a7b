import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import pg from 'pg';

/** A way to a database on which everything can be swallowed, as by a server that hangs or a network that is cut. */
export interface StallingProxy {
  readonly url: string;
  /** Nothing gets through until {@link resume}, though connections are still taken. */
  stall(): void;
  resume(): void;
  /** From now on notifications get lost, as behind a pooler that gives every transaction another connection. */
  deafen(): void;
  /** They get through again. */
  hear(): void;
  close(): void;
}

export async function stallingProxy(url: string): Promise<StallingProxy> {
  const { host, port } = new pg.Client({ connectionString: url });
  const sockets = new Set<Socket>();
  let isStalled = false;
  let isDeaf = false;
  const pass = (from: Socket, to: Socket, through = (data: Buffer): Buffer => data): void => {
    sockets.add(from);
    from.on('data', (data: Buffer) => void to.write(through(data))).on('error', () => undefined);
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
    if (isStalled) from.pause();
  };
  const server = createServer((near) => {
    const far = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
    pass(near, far);
    pass(
      far,
      near,
      messages((type) => !(isDeaf && type === 'A')),
    );
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
    deafen: () => {
      isDeaf = true;
    },
    hear: () => {
      isDeaf = false;
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** The messages of a server that are wanted: a letter and the length of what follows, whatever pieces they come in. */
function messages(isWanted: (type: string) => boolean): (data: Buffer) => Buffer {
  let rest = Buffer.alloc(0);
  return (data) => {
    rest = Buffer.concat([rest, data]);
    const wanted: Buffer[] = [];
    while (rest.length >= 5 && rest.length > rest.readUInt32BE(1)) {
      const end = 1 + rest.readUInt32BE(1);
      if (isWanted(String.fromCharCode(rest[0]!))) wanted.push(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
    return Buffer.concat(wanted);
  };
}

function throughPort(url: string, port: number): string {
  const through = new URL(url);
  through.host = `127.0.0.1:${port}`;
  for (const name of ['host', 'port']) through.searchParams.delete(name);
  return through.href;
}
