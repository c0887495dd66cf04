/** Sites as visitors see them: the files that Caddy reads, the markers that it looks up for each request, and the moves of traffic. */
package kr.codeb.provisioner.site;
