/** The door for models: the catalogue as MCP tools at /mcp. The only package that knows the MCP library. */
package kr.codeb.gateway.mcp;
