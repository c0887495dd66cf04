package kr.codeb.provisioner.init;

import kr.codeb.provisioner.provision.TakenNames;
import kr.codeb.provisioner.testing.MakersOf;

/** What an init works with, over servers of a test's own. */
final class InitWith {

    private InitWith() {}

    static InitServices services(MakersOf servers) {
        return new InitServices(
                servers.config(),
                servers.registry(),
                servers.app(),
                servers.envs(),
                servers.urls(),
                new TakenNames(servers.config()),
                servers.makers());
    }
}
