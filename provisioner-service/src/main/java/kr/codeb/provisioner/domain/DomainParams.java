package kr.codeb.provisioner.domain;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What a change of domains is called with.
 *
 * @param remove whether it is taken away
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record DomainParams(String domain, boolean remove) {}
