package kr.codeb.registry.scan;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import kr.codeb.contracts.scan.RegistryFile;

/** Which files can be used. */
@Path("/files")
@RunOnVirtualThread
public class FileStateResource {

    private final FileStates states;

    FileStateResource(FileStates states) {
        this.states = states;
    }

    /** @param files names such as {@code ssot.json} or {@code slots/myapp-production.json}; none: all */
    @GET
    public List<RegistryFile> list(@QueryParam("file") List<String> files) {
        return files == null || files.isEmpty()
                ? states.all()
                : files.stream().map(states::of).toList();
    }
}
