package kr.codeb.provisioner.init;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;

/**
 * What {@code workflow_init} answers.
 *
 * @param database absent when the project has none
 * @param redis absent when the project has none
 * @param files what CodeB keeps of it on the App Server
 * @param created false when all of it was there before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InitResult(
        String projectName,
        Environment environment,
        String type,
        Ports ports,
        Database database,
        Redis redis,
        String domain,
        List<String> files,
        boolean created) {

    /** @param url as the env file has it, its password masked */
    record Database(String name, String user, String url) {}

    /** @param url as the env file has it, its password masked */
    record Redis(int db, String url) {}
}
