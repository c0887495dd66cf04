package kr.codeb.deployer.scan;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import kr.codeb.contracts.scan.RegistryFile;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Which of the registry's files can be used. */
@RegisterRestClient(configKey = "registry")
@Path("/files")
public interface RegistryFilesClient {

    @GET
    List<RegistryFile> states(@QueryParam("file") List<String> files);
}
