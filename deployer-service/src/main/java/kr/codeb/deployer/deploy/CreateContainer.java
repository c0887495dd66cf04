package kr.codeb.deployer.deploy;

import kr.codeb.deployer.container.DockerHost;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/**
 * Has the new container made, under a name of its own, while the slot is cleared for it. It carries this operation's id, so that
 * undo removes no other.
 */
record CreateContainer(Deployment deployment, DockerHost host) implements Step {

    @Override
    public String name() {
        return "create_container";
    }

    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public Outcome run() {
        deployment.create(host);
        return Outcome.done();
    }

    @Override
    public void undo() {
        deployment.removeCreated(host);
    }
}
