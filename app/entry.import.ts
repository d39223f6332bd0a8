/** The built program of an import's thread: does one job on a handle of its own and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { labourHere, problemMessage, type ThreadMessage, type ThreadWork } from '#app/exchange/import-job.server.ts';
import { keepTallies } from '#app/plan/keep-tallies.server.ts';
import { openDatabase } from '#db/client.server.ts';

const { databaseUrl, job } = workerData as ThreadWork;
const send = (message: ThreadMessage) => parentPort?.postMessage(message);

keepTallies();
const db = openDatabase(databaseUrl);
try {
  send({ done: await labourHere(db)(job, (progress) => send({ progress })) });
} catch (error) {
  send(problemMessage(error));
} finally {
  await db.destroy();
}
