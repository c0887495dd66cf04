/** What Docker says of the containers just now, kept current by its events. Nothing here changes a container. */
package kr.codeb.deployer.live;
