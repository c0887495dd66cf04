// An MCP client as others write it: lists the tools, calls some, and prints all it saw as JSON.
// mcp.mjs PLAN: a JSON file with {calls: [{tool, params}], reads: [uri], says}; the address and the key come from the environment.
// With says, a person sits before the client: "accept" agrees to whatever is asked, "decline" to nothing.
import { readFileSync } from 'node:fs';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const { calls, reads = [], says } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const headers = { 'X-API-Key': process.env.MCP_KEY ?? process.env.CODEB_API_KEY };
const transport = new StreamableHTTPClientTransport(new URL('/mcp', process.env.CODEB_URL), { requestInit: { headers } });
const client = new Client({ name: 'codeb-e2e', version: '1.0.0' }, { capabilities: says ? { elicitation: {} } : {} });
const asked = [];
if (says) {
  client.setRequestHandler(ElicitRequestSchema, async ({ params }) => {
    asked.push(params.message);
    return says === 'accept' ? { action: 'accept', content: { agreed: true } } : { action: 'decline' };
  });
}
await client.connect(transport);

const { tools } = await client.listTools();
const answers = [];
for (const { tool, params } of calls) answers.push(await call(tool, params));
const contents = [];
for (const uri of reads) contents.push((await client.readResource({ uri })).contents[0]);
const { prompts } = await client.listPrompts();
await client.close();
console.log(JSON.stringify({ server: client.getServerVersion(), tools, answers, asked, contents, prompts }));

async function call(name, params) {
  const progress = [];
  const options = { timeout: 150_000, resetTimeoutOnProgress: true, onprogress: (event) => progress.push(event) };
  try {
    return { ...(await client.callTool({ name, arguments: params }, undefined, options)), progress };
  } catch (error) {
    return { thrown: { code: error.code, message: error.message }, progress };
  }
}
