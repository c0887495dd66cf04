/** The two doors, POST /api/tool and MCP, and the gate before them. Each only translates; calls go through {@code invoke}. */
package kr.codeb.gateway.door;
