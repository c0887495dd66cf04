/** The one path that every call takes: find, validate, authorise, call, answer. */
package kr.codeb.gateway.call;
