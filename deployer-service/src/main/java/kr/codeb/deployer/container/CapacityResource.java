package kr.codeb.deployer.container;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;

/** Whether a container may be given so much, before anybody relies on it. */
@Path("/capacity")
@RunOnVirtualThread
public class CapacityResource {

    private final Capacity capacity;

    CapacityResource(Capacity capacity) {
        this.capacity = capacity;
    }

    /**
     * Answers when all is well. What is absent is not asked about.
     *
     * @throws CodebException INVALID_PARAMS when it is more than there may be
     */
    @GET
    public void check(@QueryParam("memory") String memory, @QueryParam("cpus") String cpus) {
        try {
            if (memory != null) {
                capacity.checkMemory(memory);
            }
            if (cpus != null) {
                capacity.checkCpus(cpus);
            }
        } catch (IllegalArgumentException unreadable) {
            throw new CodebException(ErrorCode.INVALID_PARAMS, "That is no amount of memory, or of CPUs.", unreadable);
        }
    }
}
