package kr.codeb.deployer.logs;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.deployer.container.SlotContainer;

/** What an application wrote. */
@Path("/logs/{project}/{environment}/{slot}")
@RunOnVirtualThread
public class LogResource {

    private static final int MOST = 5000;

    private final ContainerLog log;

    LogResource(ContainerLog log) {
        this.log = log;
    }

    /** @param lines oldest first @param cut whether older lines were left out, as there was too much of them */
    public record LogView(SlotName slot, List<String> lines, boolean cut) {}

    /** @param since {@code 10m} or a time; absent for no limit */
    @GET
    public LogView lines(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @PathParam("slot") SlotName slot,
            @QueryParam("lines") @DefaultValue("200") int lines,
            @QueryParam("since") String since) {
        if (lines < 1 || lines > MOST) {
            throw new CodebException(ErrorCode.INVALID_PARAMS, "lines must be between 1 and %d.".formatted(MOST));
        }
        ContainerLog.Tail tail =
                log.read(new SlotContainer(project, environment, slot), lines, since == null ? null : Since.of(since));
        return new LogView(slot, tail.lines(), tail.cut());
    }
}
