import { startPrivatePostgres } from '../../../src/store/privatePostgres.ts';

/** Holds the private PostgreSQL of a directory until it is killed. */
const server = await startPrivatePostgres(process.argv[2]!);
process.stdout.write(JSON.stringify({ url: server.connectionString, pid: server.pid() }));
setInterval(() => undefined, 1000);
