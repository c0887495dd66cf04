/** The front door of CodeB: one catalogue of tools behind two doors. */
package kr.codeb.gateway;
