package io.github.camelwechatpay.benchmark.client;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The cryptography that a client uses: the JDK's providers or the Amazon Corretto Crypto Provider. */
public enum CryptoChoice {
    JDK {
        @Override
        Provider provider() {
            return Security.getProvider("SunRsaSign");
        }

        @Override
        Provider aesProvider() {
            return Security.getProvider("SunJCE");
        }

        @Override
        public void install() {
            Security.removeProvider(AmazonCorrettoCryptoProvider.PROVIDER_NAME);
        }

        @Override
        public ClassLoader loader() {
            return new WithoutCorretto(CryptoChoice.class.getClassLoader());
        }
    },

    NATIVE {
        @Override
        public boolean isAvailable() {
            return AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null;
        }

        @Override
        Provider provider() {
            return AmazonCorrettoCryptoProvider.INSTANCE;
        }

        @Override
        Provider aesProvider() {
            return provider();
        }

        @Override
        public void install() {
            Security.insertProviderAt(AmazonCorrettoCryptoProvider.INSTANCE, 1);
        }

        @Override
        public ClassLoader loader() {
            return CryptoChoice.class.getClassLoader();
        }
    };

    /** Returns the name of the cryptography in figures. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static CryptoChoice of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** Tells whether it runs on this machine: the native provider is that for Linux on x86-64. */
    public boolean isAvailable() {
        return true;
    }

    /** Returns the choices that run on this machine. */
    public static List<CryptoChoice> available() {
        return Arrays.stream(values()).filter(CryptoChoice::isAvailable).toList();
    }

    /** Returns the fastest choice that runs on this machine. */
    public static CryptoChoice best() {
        return NATIVE.isAvailable() ? NATIVE : JDK;
    }

    /** Returns the provider of RSA, for clients that name a provider. */
    abstract Provider provider();

    /** Returns the provider of AES, for clients that name a provider. */
    abstract Provider aesProvider();

    /** Makes this the first provider of the JVM, for clients that name no provider. */
    public abstract void install();

    /** Returns a class loader for clients that use the fastest provider on the class path. */
    public abstract ClassLoader loader();

    private static final class WithoutCorretto extends ClassLoader {

        WithoutCorretto(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.amazon.corretto.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
