/** Rules for text that all services apply alike. */
package kr.codeb.contracts.text;
