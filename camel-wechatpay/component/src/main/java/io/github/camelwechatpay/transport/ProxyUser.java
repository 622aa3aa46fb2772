package io.github.camelwechatpay.transport;

/** Represents the user that a proxy asks for. */
public record ProxyUser(String name, String password) {

    /** Returns a text without the password. */
    @Override
    public String toString() {
        return "ProxyUser[name=" + name + "]";
    }
}
