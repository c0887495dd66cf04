/** Every way a call can fail, and whose fault it is. */
package kr.codeb.contracts.error;
