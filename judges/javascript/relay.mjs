import { createServer, request as ask } from "node:http";
import { url } from "./server.mjs";

/**
 * Hands requests on to the server, and loses the first answer to each POST: the caller gets 503
 * though the server has done it.
 */
export async function relay(t) {
  const keys = [];
  const server = createServer((request, response) => {
    const key = request.headers["idempotency-key"];
    const lost = request.method === "POST" && !keys.includes(key);
    if (request.method === "POST") {
      keys.push(key);
    }
    const { method, headers } = request;
    const onward = ask(new URL(request.url, url), { method, headers }, (answer) => {
      response.writeHead(lost ? 503 : answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${server.address().port}`, keys };
}
