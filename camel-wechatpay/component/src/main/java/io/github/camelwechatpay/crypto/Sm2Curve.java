package io.github.camelwechatpay.crypto;

import java.math.BigInteger;
import java.security.interfaces.ECKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import org.bouncycastle.jcajce.provider.asymmetric.util.EC5Util;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.bouncycastle.jce.spec.ECNamedCurveSpec;

/** Represents the curve of SM2, sm2p256v1, OID 1.2.156.10197.1.301 (GB/T 32918.5). */
final class Sm2Curve {

    private static final ECNamedCurveParameterSpec NAMED = ECNamedCurveTable.getParameterSpec("sm2p256v1");
    private static final ECParameterSpec CURVE =
            new ECNamedCurveSpec(NAMED.getName(), NAMED.getCurve(), NAMED.getG(), NAMED.getN(), NAMED.getH());

    private Sm2Curve() {}

    /** Tells whether a key is on the curve. All parameters are compared, because a key may have them instead of a name. */
    static boolean has(ECKey key) {
        ECParameterSpec own = key.getParams();
        return own != null
                && own.getCurve().equals(CURVE.getCurve())
                && own.getGenerator().equals(CURVE.getGenerator())
                && own.getOrder().equals(CURVE.getOrder())
                && own.getCofactor() == CURVE.getCofactor();
    }

    /** Returns the public key of a private key. */
    static ECPoint point(BigInteger privateKey) {
        return EC5Util.convertPoint(NAMED.getG().multiply(privateKey).normalize());
    }
}
