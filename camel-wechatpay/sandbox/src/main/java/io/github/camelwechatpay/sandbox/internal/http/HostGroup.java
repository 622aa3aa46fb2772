package io.github.camelwechatpay.sandbox.internal.http;

import io.github.camelwechatpay.catalog.Operation;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Host names of WeChat Pay that serve the same operations. */
public enum HostGroup {
    MAINLAND("api.mch.weixin.qq.com", "api2.mch.weixin.qq.com", "api.wechatpay.cn", "api2.wechatpay.cn"),
    OVERSEAS("apihk.mch.weixin.qq.com", "apius.mch.weixin.qq.com", "apieu.mch.weixin.qq.com");

    private final List<String> hosts;

    HostGroup(String... hosts) {
        this.hosts = List.of(hosts);
    }

    /** Returns the host names in lower case; official pages name the first of them. */
    public List<String> hosts() {
        return hosts;
    }

    static Stream<String> allHosts() {
        return Stream.of(values()).flatMap(group -> group.hosts.stream());
    }

    /** Returns empty for a host that is not WeChat Pay's. */
    public static Optional<HostGroup> of(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return Stream.of(values()).filter(group -> group.hosts.contains(name)).findFirst();
    }

    /** Returns the group that serves an operation: that of its first base URI. */
    public static HostGroup of(Operation operation) {
        String host = URI.create(operation.baseUris().get(0)).getHost();
        return of(host).orElseThrow(() -> new IllegalStateException(operation + " is documented on " + host));
    }
}
