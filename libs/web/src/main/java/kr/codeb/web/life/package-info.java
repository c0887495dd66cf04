/** How a service starts, lives and stops, as systemd, its neighbours and its callers see it. */
package kr.codeb.web.life;
