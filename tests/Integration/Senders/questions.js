/** Answers the JSON array on standard input, one question after the other, with one on standard output. */
export async function answerWith(answer) {
  const chunks = []
  for await (const chunk of process.stdin) chunks.push(chunk)
  const answers = []
  for (const question of JSON.parse(Buffer.concat(chunks).toString('utf8'))) answers.push(await answer(question))
  process.stdout.write(JSON.stringify(answers))
}
