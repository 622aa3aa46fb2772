package io.github.camelwechatpay.sandbox;

/**
 * What a merchant of the sandbox needs beside its number and its APIv3 key to call with the national algorithms, as PEM
 * text.
 *
 * @param merchantSerialNumber the {@code serial_no} of a request that is signed with SM2
 * @param privateKeyPem the merchant's, PKCS#8, on the curve of SM2
 * @param merchantCertificatePem its API certificate
 * @param platformSerialNumber of the newest SM2 platform certificate
 * @param platformCertificatePem the newest SM2 platform certificate
 */
public record Sm2Credentials(
        String merchantSerialNumber,
        String privateKeyPem,
        String merchantCertificatePem,
        String platformSerialNumber,
        String platformCertificatePem) {

    /** Without the private key. */
    @Override
    public String toString() {
        return "Sm2Credentials[merchantSerialNumber=" + merchantSerialNumber + ", platformSerialNumber="
                + platformSerialNumber + "]";
    }
}
