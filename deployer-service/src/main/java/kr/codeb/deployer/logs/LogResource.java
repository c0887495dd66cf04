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

    /**
     * @param since {@code 10m} or a time; absent for no limit
     * @param contains only lines with this text, out of the newest 5,000; absent for all
     */
    @GET
    public LogView lines(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @PathParam("slot") SlotName slot,
            @QueryParam("lines") @DefaultValue("200") int lines,
            @QueryParam("since") String since,
            @QueryParam("contains") String contains) {
        if (lines < 1 || lines > MOST) {
            throw new CodebException(ErrorCode.INVALID_PARAMS, "lines must be between 1 and %d.".formatted(MOST));
        }
        SlotContainer place = new SlotContainer(project, environment, slot);
        ContainerLog.Tail tail =
                log.read(place, contains == null ? lines : MOST, since == null ? null : Since.of(since));
        ContainerLog.Tail wanted = contains == null ? tail : tail.with(contains, lines);
        return new LogView(slot, wanted.lines(), wanted.cut());
    }
}
