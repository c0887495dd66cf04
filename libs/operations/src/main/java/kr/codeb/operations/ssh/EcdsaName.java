package kr.codeb.operations.ssh;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;

/** sshj asks for keys by the name ECDSA, which only Bouncy Castle knows. The JDK has them as EC. */
final class EcdsaName extends Provider {

    EcdsaName() {
        super("codeb-ecdsa", "1", "ECDSA keys by the JDK");
        Service ec = Security.getProvider("SunEC").getService("KeyFactory", "EC");
        putService(new Service(this, "KeyFactory", "ECDSA", ec.getClassName(), null, null) {
            @Override
            public Object newInstance(Object none) throws NoSuchAlgorithmException {
                return ec.newInstance(none);
            }
        });
    }
}
