/** The gate before both doors, and the plain door: POST /api/tool and the other addresses under /api. */
package kr.codeb.gateway.http;
