package kr.codeb.provisioner.domain;

import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** The site answers to the name: it is rendered anew with all names, and loaded once. */
record ServeDomain(DomainChange change) implements Step {

    @Override
    public String name() {
        return "configure_site";
    }

    @Override
    public Outcome run() {
        return change.makers().site().ensure(change.hold(), change.settings())
                ? Outcome.done()
                : Outcome.done("it is there already");
    }

    @Override
    public void undo() {
        change.makers().site().takeBack(change.hold());
    }
}
