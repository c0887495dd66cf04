// The application of a repository on GitHub: at / it says the word that was built into it. The word "crash" keeps it from starting,
// "slow" makes it take its time.
const word = require('fs').readFileSync('built.txt', 'utf8').trim();
if (word === 'crash') {
  console.log('I cannot start: the word is crash');
  process.exit(3);
}
const answers = { '/': word, '/health': 'ok' };
const server = require('http').createServer((request, response) => {
  response.statusCode = answers[request.url] ? 200 : 404;
  response.end(answers[request.url] ?? 'nothing here');
});
setTimeout(() => server.listen(process.env.PORT), word === 'slow' ? 8000 : 0);
