package kr.codeb.registry.redis;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Allocation;
import kr.codeb.contracts.registry.Environment;

/** Redis numbers over REST. */
@Path("/redis-numbers/{project}/{environment}")
@RunOnVirtualThread
public class RedisNumberResource {

    private static final int USUAL = 16;

    private final RedisNumbers numbers;

    RedisNumberResource(RedisNumbers numbers) {
        this.numbers = numbers;
    }

    /** @param databases the Redis server's own setting; 16 when absent */
    public record NumberRequest(Integer databases) {}

    @POST
    public Allocation<Integer> ensure(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold,
            NumberRequest asked) {
        int databases = asked == null || asked.databases() == null ? USUAL : asked.databases();
        return numbers.ensure(project, environment, databases, hold);
    }

    @DELETE
    public void release(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold) {
        numbers.release(project, environment, hold);
    }
}
