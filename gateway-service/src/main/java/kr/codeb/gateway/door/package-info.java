/** The two doors, POST /api/tool and MCP, and the gate before them. They only translate: {@code invoke} calls. */
package kr.codeb.gateway.door;
