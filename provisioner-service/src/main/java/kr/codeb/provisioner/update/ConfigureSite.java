package kr.codeb.provisioner.update;

import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.provisioner.hold.OwnHold;
import kr.codeb.provisioner.provision.ProjectSite;

/** The site as it is with the new settings, if they change it. */
record ConfigureSite(ProjectSite site, OwnHold hold, ProjectEnvironment before, ProjectEnvironment after)
        implements Step {

    @Override
    public String name() {
        return "configure_site";
    }

    @Override
    public Outcome run() {
        if (!site.changes(hold.project(), hold.environment(), before, after)) {
            return Outcome.skipped("Nothing of the site changes.");
        }
        site.ensure(hold, after);
        return Outcome.done();
    }

    @Override
    public void undo() {
        site.takeBack(hold);
    }
}
