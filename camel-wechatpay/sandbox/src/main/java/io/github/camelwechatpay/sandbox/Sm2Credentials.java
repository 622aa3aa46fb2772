package io.github.camelwechatpay.sandbox;

/**
 * The credentials of the sandbox's merchant for calls with the national algorithms, as PEM text. The merchant number and
 * the APIv3 key are the same as for RSA.
 *
 * @param merchantSerialNumber the {@code serial_no} of a request that is signed with SM2
 * @param privateKeyPem the merchant private key, PKCS#8, on the curve of SM2
 * @param merchantCertificatePem the merchant API certificate
 * @param platformSerialNumber the serial number of the newest SM2 platform certificate
 * @param platformCertificatePem the newest SM2 platform certificate
 */
public record Sm2Credentials(
        String merchantSerialNumber,
        String privateKeyPem,
        String merchantCertificatePem,
        String platformSerialNumber,
        String platformCertificatePem) {

    /** Leaves the private key out. */
    @Override
    public String toString() {
        return "Sm2Credentials[merchantSerialNumber=" + merchantSerialNumber + ", platformSerialNumber="
                + platformSerialNumber + "]";
    }
}
