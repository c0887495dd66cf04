/** The plain door as OpenAPI 3.1: what never changes from a resource file, the tools from the catalogue, the failures from the error codes. */
package kr.codeb.gateway.openapi;
