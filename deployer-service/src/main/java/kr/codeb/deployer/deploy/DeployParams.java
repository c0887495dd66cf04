package kr.codeb.deployer.deploy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** What a deploy is asked for; project and environment are in the operation. @param promote whether it goes live as soon as it is healthy */
@JsonIgnoreProperties(ignoreUnknown = true)
record DeployParams(String image, String version, boolean promote) {}
