/** An operation as it is written down: kind, state, steps, hold and end. */
package kr.codeb.contracts.operation;
