/** Tools for environment variables. */
package kr.codeb.gateway.tools.env;
