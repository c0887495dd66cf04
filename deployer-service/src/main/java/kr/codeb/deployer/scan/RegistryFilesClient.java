package kr.codeb.deployer.scan;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import kr.codeb.contracts.scan.RegistryFile;
import kr.codeb.web.ErrorReader;
import kr.codeb.web.OutgoingCallFilter;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Which of the registry's files can be used. */
@RegisterRestClient(configKey = "registry")
@RegisterProvider(OutgoingCallFilter.class)
@RegisterProvider(ErrorReader.class)
@Path("/files")
public interface RegistryFilesClient {

    @GET
    List<RegistryFile> states(@QueryParam("file") List<String> files);
}
