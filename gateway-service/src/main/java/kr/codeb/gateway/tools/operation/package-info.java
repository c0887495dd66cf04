/** Tools for what was done and is being done: history, and operation_get, which waits. */
package kr.codeb.gateway.tools.operation;
