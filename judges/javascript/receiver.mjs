import { createServer } from "node:http";
import { eventually } from "./server.mjs";

/** A webhook receiver that keeps what it gets, and answers as told: 200 until told. */
export async function receiver(t) {
  const received = [];
  const told = { status: 200, body: "" };
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    received.push({
      headers: request.headers,
      rawHeaders: request.rawHeaders,
      body: Buffer.concat(chunks).toString(),
    });
    response.writeHead(told.status).end(told.body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    url: `http://127.0.0.1:${server.address().port}/hook`,
    received,
    answer: (status, body = "") => Object.assign(told, { status, body }),
    /** Waits for as many requests, and returns them all. */
    count: (count) => eventually(() => received.length >= count && received),
    /** Waits for the requests of a message, and returns them. */
    of: (message, count = 1) =>
      eventually(() => {
        const found = received.filter(
          ({ headers }) => (headers["webhook-id"] ?? headers["svix-id"]) === message,
        );
        return found.length >= count && found;
      }),
  };
}
