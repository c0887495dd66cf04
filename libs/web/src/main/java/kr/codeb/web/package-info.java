/** How our services call each other: credential, correlation id, errors in both directions, patience with a restart, work side by side. */
package kr.codeb.web;
