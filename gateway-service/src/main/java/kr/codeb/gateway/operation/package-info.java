/** Changes: written down, begun, followed to their end, answered from their record. */
package kr.codeb.gateway.operation;
