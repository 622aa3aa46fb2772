package io.github.camelwechatpay.sandbox.officialsdk;

import com.wechat.pay.java.core.Config;
import com.wechat.pay.java.core.http.HttpClient;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One call of a method of one of the SDK's services that takes a request object. */
final class OfficialSdkOperationCall {
    static final String SERVICES = "com.wechat.pay.java.service.";

    private final Object service;
    private final Method method;
    private final Object request;
    private final int encrypted;

    /** @param name of service and method, with a dot between */
    OfficialSdkOperationCall(
            OfficialSdk sdk, Config config, String name, Map<String, String> values, Set<String> without)
            throws ReflectiveOperationException {
        int dot = name.lastIndexOf('.');
        Class<?> type = Class.forName(SERVICES + name.substring(0, dot));
        service = service(type, sdk, config);
        method = operations(type).stream()
                .filter(operation -> operation.getName().equals(name.substring(dot + 1)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No " + name));
        OfficialSdkOperationRequest filling = new OfficialSdkOperationRequest(values, without);
        request = filling.fill(method.getParameterTypes()[0]);
        encrypted = filling.encrypted();
    }

    /** Methods that take one request object. */
    static List<Method> operations(Class<?> service) {
        return Arrays.stream(service.getMethods())
                .filter(method -> method.getDeclaringClass() == service
                        && method.getParameterCount() == 1
                        && method.getParameterTypes()[0].getName().endsWith("Request"))
                .toList();
    }

    private static Object service(Class<?> type, OfficialSdk sdk, Config config) throws ReflectiveOperationException {
        Class<?> builderType = Class.forName(type.getName() + "$Builder");
        Object builder = builderType.getDeclaredConstructor().newInstance();
        builderType.getMethod("config", Config.class).invoke(builder, config);
        builderType.getMethod("httpClient", HttpClient.class).invoke(builder, sdk.client(config));
        return builderType.getMethod("build").invoke(builder);
    }

    Object request() {
        return request;
    }

    /** How many fields of the request the SDK is to encrypt. */
    int encrypted() {
        return encrypted;
    }

    boolean answersNothing() {
        return method.getReturnType() == void.class;
    }

    /** The SDK's answer; its exceptions as they are. */
    Object send() throws Throwable {
        try {
            return method.invoke(service, request);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
