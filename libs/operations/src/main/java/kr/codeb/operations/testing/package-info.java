/** Doubles for fast tests of every executor. */
package kr.codeb.operations.testing;
