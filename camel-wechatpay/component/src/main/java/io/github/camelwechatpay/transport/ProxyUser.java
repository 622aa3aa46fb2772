package io.github.camelwechatpay.transport;

/** The user that a proxy asks for. */
public record ProxyUser(String name, String password) {

    /** Shows no password. */
    @Override
    public String toString() {
        return "ProxyUser[name=" + name + "]";
    }
}
