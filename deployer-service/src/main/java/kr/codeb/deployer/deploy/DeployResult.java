package kr.codeb.deployer.deploy;

import kr.codeb.contracts.registry.SlotName;

/** What {@code deploy_project} answers. */
record DeployResult(SlotName slot, int port, String previewUrl, String image, String digest, String version) {}
