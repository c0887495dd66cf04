package kr.codeb.gateway.tools.workflow;

import java.util.stream.Stream;
import kr.codeb.gateway.catalogue.Param;

/** What a project is made with and how it is deployed, as inputs. */
public final class WorkflowParams {

    public static final Param TYPE = Param.choice(
                    "type",
                    "What it is made with; chooses the Dockerfile.",
                    Stream.of(ProjectType.values()).map(ProjectType::wire).toArray(String[]::new))
            .orElse(ProjectType.NEXTJS.wire());

    public static final Param DEPLOY_TYPE = Param.choice(
                    "deployType",
                    "How GitHub Actions deploys it.",
                    Stream.of(DeployType.values()).map(DeployType::wire).toArray(String[]::new))
            .orElse(DeployType.API.wire());

    private WorkflowParams() {}
}
