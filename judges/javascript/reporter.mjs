/** Tells what became of each test, one JSON object a line, for the JUnit test that runs this. */
export default async function* (events) {
  for await (const { type, data } of events) {
    if ((type === "test:pass" || type === "test:fail") && data.nesting === 0) {
      const error = data.details?.error;
      const told = error && String(error.cause?.stack ?? error.cause ?? error.stack ?? error);
      yield `${JSON.stringify({ name: data.name, file: data.file, skipped: Boolean(data.skip || data.todo), error: type === "test:fail" ? told : null })}\n`;
    }
  }
}
