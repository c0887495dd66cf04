/** Tools for the domains that a project answers to. */
package kr.codeb.gateway.tools.domain;
