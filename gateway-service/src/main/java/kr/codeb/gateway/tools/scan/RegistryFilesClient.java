package kr.codeb.gateway.tools.scan;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import kr.codeb.contracts.scan.RegistryFile;
import kr.codeb.contracts.scan.RestoredFile;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The registry's files: which can be used, and the way back from a damaged one. */
@Path("/files")
@RegisterRestClient(configKey = "registry")
interface RegistryFilesClient {

    @GET
    List<RegistryFile> states(@QueryParam("file") List<String> files);

    /** The damaged file is kept aside. */
    @POST
    @Path("restore")
    RestoredFile restore(Damaged damaged);

    /** @param file as the registry names it, {@code ssot.json} */
    record Damaged(String file) {}
}
