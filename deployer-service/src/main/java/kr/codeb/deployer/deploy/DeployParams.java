package kr.codeb.deployer.deploy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** What a deploy is asked for; project and environment stand in the operation. */
@JsonIgnoreProperties(ignoreUnknown = true)
record DeployParams(String image, String version) {}
